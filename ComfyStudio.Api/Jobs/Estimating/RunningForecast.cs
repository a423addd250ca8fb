using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>How long a job that an engine has will still take there.</summary>
internal static class RunningForecast
{
    /// <summary>Below this the engine is loading models, and its pace says nothing.</summary>
    private const double LeastFraction = 0.02;

    public static EstimateView? Of(Job job, double fraction, JobEngineView engine, RunHistory history, DateTimeOffset now)
    {
        var past = history.Of(engine.Id, job.Spec.TemplateId, job.Spec.Requirements.ClassKey(), warm: null, job.Spec.Work);
        var rest = job.StartedAt is { } started ? Rest(past, (now - started).TotalSeconds, fraction) : All(past);
        return rest is null ? null : new EstimateView { WaitSeconds = null, RunSeconds = rest, Warm = null, Engine = engine, Samples = past?.Samples ?? 0 };
    }

    private static RangeView? All(RunForecast? past) => past is null ? null : RangeView.Of(past.Low, past.Typical, past.High);

    /// <summary>First the past runs speak; the further it is, the more its own pace does.</summary>
    private static RangeView? Rest(RunForecast? past, double elapsed, double fraction)
    {
        double? byPace = fraction >= LeastFraction ? elapsed * (1 - fraction) / fraction : null;
        var isUsual = past is not null && elapsed < past.High;
        if (!isUsual)
            return byPace is { } alone ? RangeView.Of(alone, alone, alone) : null;
        return RangeView.Of(Blend(past!.Low), Blend(past.Typical), Blend(past.High));

        double Blend(double total)
        {
            var byPast = Math.Max(0, total - elapsed);
            return byPace is { } pace ? (byPast * (1 - fraction)) + (pace * fraction) : byPast;
        }
    }
}
