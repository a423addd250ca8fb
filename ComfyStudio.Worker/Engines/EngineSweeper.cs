using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Engines;

/// <summary>
/// Clears up after engines that are gone for good: removed while no worker looked after them, or in nobody's configuration any more. Nobody
/// will ever ask them, so their jobs need not wait.
/// </summary>
internal sealed class EngineSweeper(EngineRegistry registry, EngineDirectory directory, UnsettledJobs jobs)
{
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var added = (await directory.ListAsync(cancellationToken)).Select(engine => engine.Id).ToHashSet(StringComparer.Ordinal);
        var known = new HashSet<string>(added, StringComparer.Ordinal);
        foreach (var engine in await registry.ListAsync(cancellationToken))
        {
            if (engine is { FromStudio: true, Status: EngineStatus.Unwatched } && !added.Contains(engine.Id))
                await registry.ForgetAsync(engine.Id, cancellationToken);
            else
                known.Add(engine.Id);
        }
        foreach (var engineId in (await jobs.EnginesAsync(cancellationToken)).Where(engineId => !known.Contains(engineId)))
            await jobs.FreeAsync(engineId, Removed(engineId), deadlyRuns: int.MaxValue, cancellationToken);
    }

    private static JobFailure Removed(string engineId) =>
        new(FailureClass.EngineGone, $"The engine '{engineId}' was removed; another one takes over.");
}
