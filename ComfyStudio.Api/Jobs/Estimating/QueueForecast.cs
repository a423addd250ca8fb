using System.Collections.Concurrent;
using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>When waiting jobs will start and how long they will run, from one look at engines, queue and past runs.</summary>
internal sealed class QueueForecast
{
    private readonly ConcurrentDictionary<(string Template, string Class, double? Work), ClassForecast?> _classes = [];
    private readonly List<FleetEngine> _engines;
    private readonly WorkAhead _ahead;
    private readonly RunHistory _history;

    public QueueForecast(Fleet fleet, IReadOnlyList<ReadyLane> lanes, RunHistory history)
    {
        _engines = [.. fleet.Engines.Where(engine => engine.TakesJobs)];
        _history = history;
        _ahead = new WorkAhead(_engines, [.. lanes.Where(lane => !lane.Settles)], history);
    }

    /// <summary>Null when no engine would take it, or nothing is known of it.</summary>
    /// <param name="position">How many jobs come before it; null when that cannot be told.</param>
    public EstimateView? Of(Job job, long? position)
    {
        var key = (job.Spec.TemplateId, job.Spec.Requirements.ClassKey(), job.Spec.Work);
        var forecast = _classes.GetOrAdd(key, _ => Describe(job.Spec, key.Item2));
        return forecast?.At(position);
    }

    private ClassForecast? Describe(JobSpec spec, string classKey)
    {
        List<FleetEngine> able = [.. _engines.Where(engine => engine.CanRun(spec.Requirements))];
        if (able.Count == 0)
            return null;
        var runs = able.Select(engine => new EngineRun(engine, spec, classKey, _history)).ToList();
        return new ClassForecast(runs, _ahead.For(able), _ahead.IsOfOneKind(spec.Requirements, able));
    }
}
