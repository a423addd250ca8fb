using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Live;

/// <summary>Follows the event log once for the whole process and passes everything on to the open streams.</summary>
internal sealed partial class LiveFollower(
    JobEvents events, LiveHub hub, LiveHints hints, LiveComposer composer, TimeProvider time, ILogger<LiveFollower> logger) : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    // Only moves past what was passed on, so that nothing is missed over a failure.
    private string? _lastId;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(exception is JobStoreUnavailableException ? null : exception, exception.Message);
                await Task.Delay(PauseAfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        _lastId ??= await events.LastIdAsync(stoppingToken);
        await foreach (var page in events.FollowPagesAsync(_lastId, stoppingToken))
        {
            await PassOnAsync(page, stoppingToken);
            _lastId = page.LastOrDefault(happened => happened.Id is not null)?.Id ?? _lastId;
        }
    }

    internal async Task PassOnAsync(IReadOnlyList<StudioEvent> page, CancellationToken cancellationToken)
    {
        foreach (var happened in page)
            Note(happened);
        var told = WithoutOutdated(page).Where(IsTold).ToList();
        await foreach (var message in composer.ComposeManyAsync(told, cancellationToken))
            hub.Broadcast(message);
    }

    // An image also has to reach the index while no tab is open.
    private bool IsTold(StudioEvent happened) =>
        happened.Kind is not (StudioEventKind.Progress or StudioEventKind.Preview or StudioEventKind.Queue)
        && (hub.HasListeners || happened.Kind is StudioEventKind.Image);

    /// <summary>Of what changes too fast to be told each time, the newest is told in turns.</summary>
    private void Note(StudioEvent happened)
    {
        if (happened.Kind is StudioEventKind.Progress or StudioEventKind.Preview)
            hints.Note(happened);
        else if (happened.Kind is StudioEventKind.Queue)
            hints.NoteReordered();
        else if (happened.Kind is StudioEventKind.Job)
            hints.NoteJob(happened);
    }

    /// <summary>A message shows its job or engine as it stands now, so of several that came together the last one says all.</summary>
    internal static IEnumerable<StudioEvent> WithoutOutdated(IReadOnlyList<StudioEvent> page)
    {
        var told = new HashSet<(StudioEventKind, string)>();
        return page.Reverse().Where(happened => SubjectOf(happened) is not { } subject || told.Add((happened.Kind, subject))).Reverse();
    }

    private static string? SubjectOf(StudioEvent happened) => happened.Kind switch
    {
        StudioEventKind.Job => happened.JobId?.ToString(),
        StudioEventKind.Engine => happened.EngineId,
        _ => null,
    };

    [LoggerMessage(LogLevel.Warning, "Live updates are interrupted and go on by themselves: {Reason}")]
    private partial void LogInterrupted(Exception? exception, string reason);
}
