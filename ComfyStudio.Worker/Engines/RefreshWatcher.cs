using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Engines;

/// <summary>Hears when somebody wants an engine's nodes and models listed anew.</summary>
internal sealed class RefreshWatcher(EngineRegistry registry, IReadOnlyList<Engine> engines)
{
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await foreach (var engineId in registry.WatchRefreshesAsync(stoppingToken))
        {
            engines.FirstOrDefault(engine => engine.Id == engineId)?.Look.Pulse();
        }
    }
}
