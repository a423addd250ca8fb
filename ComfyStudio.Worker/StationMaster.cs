using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;

namespace ComfyStudio.Worker;

/// <summary>Keeps the stations in step with what people add, change, remove, pause and drain.</summary>
internal sealed partial class StationMaster(
    EngineDirectory directory, WantedEngines wanted, EngineStations stations, JobQueue queue, ILogger<StationMaster> logger)
{
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in directory.WatchAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (JobStoreUnavailableException exception)
            {
                LogStoreAway(exception.Message);
            }
        }
    }

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        stations.Become(await wanted.ReadAsync(cancellationToken));
        var pauses = await queue.PausesAsync(cancellationToken);
        foreach (var station in stations.All)
        {
            station.Obey(pauses.Engines.GetValueOrDefault(station.Engine.Id));
            await station.YieldIfAwayAsync(cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Engines stay as they are: {Reason}")]
    private partial void LogStoreAway(string reason);
}
