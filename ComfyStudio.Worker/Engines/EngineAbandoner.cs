using ComfyStudio.Jobs;
using ComfyStudio.Worker.Running;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Engines;

/// <summary>
/// Frees jobs that wait to be settled on an engine that nobody can ask: away or without a worker for too long, while another engine
/// is there to run them.
/// </summary>
internal sealed class EngineAbandoner(
    EngineRegistry registry, UnsettledJobs jobs, EngineSweeper sweeper, IOptions<RunningOptions> options, TimeProvider time)
{
    private const int DeadlyRuns = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>An engine that nobody has looked after for so long is not configured any more.</summary>
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromDays(1);

    private readonly Dictionary<string, long> _awaySince = [];

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await LookAsync(stoppingToken);
    }

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        await sweeper.SweepAsync(cancellationToken);
        var engines = await registry.ListAsync(cancellationToken);
        foreach (var present in engines.Where(engine => IsThere(engine.Status)))
            _awaySince.Remove(present.Id);
        if (!engines.Any(engine => IsThere(engine.Status)))
            return;
        foreach (var away in engines.Where(engine => engine.Status is EngineStatus.Unreachable or EngineStatus.Unusable or EngineStatus.Unwatched))
            await GiveUpAsync(away, cancellationToken);
    }

    private async Task GiveUpAsync(EngineSnapshot away, CancellationToken cancellationToken)
    {
        if (_awaySince.TryAdd(away.Id, time.GetTimestamp()) || time.GetElapsedTime(_awaySince[away.Id]) < options.Value.AwayTolerance)
            return;
        var reason = new JobFailure(FailureClass.EngineGone, $"{away.Name} stayed away; another engine takes over.", Detail: away.Problem);
        await jobs.FreeAsync(away.Id, reason, DeadlyRuns, cancellationToken);
        if (away.Status is EngineStatus.Unwatched && time.GetUtcNow() - away.SeenAt > ForgetAfter)
            await registry.ForgetAsync(away.Id, cancellationToken);
    }

    private static bool IsThere(EngineStatus status) => status is EngineStatus.Ready or EngineStatus.Busy;
}
