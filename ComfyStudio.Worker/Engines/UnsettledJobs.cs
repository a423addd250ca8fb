using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Engines;

/// <summary>Jobs whose engine has to be asked what became of them, and that nobody asks.</summary>
internal sealed partial class UnsettledJobs(JobQueue queue, ILogger<UnsettledJobs> logger)
{
    /// <summary>Each engine holds a few at most.</summary>
    private const int Most = 500;

    /// <summary>The engines that have some.</summary>
    public async Task<IReadOnlyList<string>> EnginesAsync(CancellationToken cancellationToken)
    {
        var unknown = await queue.ListAsync(new JobFilter([JobState.Unknown]), before: null, Most, cancellationToken);
        return [.. unknown.Select(job => job.EngineId).OfType<string>().Distinct()];
    }

    /// <summary>Lets them run elsewhere.</summary>
    public async Task FreeAsync(string engineId, JobFailure reason, int deadlyRuns, CancellationToken cancellationToken)
    {
        foreach (var jobId in await queue.AbandonEngineAsync(engineId, reason, deadlyRuns, cancellationToken))
            LogFreed(jobId, engineId);
    }

    [LoggerMessage(LogLevel.Warning, "Job {JobId} need not wait for engine {EngineId} any longer")]
    private partial void LogFreed(JobId jobId, string engineId);
}
