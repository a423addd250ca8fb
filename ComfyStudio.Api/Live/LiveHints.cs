using System.Threading.Channels;
using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Live;

/// <summary>
/// Holds back what changes too fast to be told each time: of each job's state on its way to its end, its progress and previews, and
/// of the queue's counts, only the newest goes out, ten times a second at most. The first waits a moment for
/// what comes with it: a job is told of when it is on its way to its engine, not instead.
/// </summary>
internal sealed partial class LiveHints(LiveHub hub, LiveComposer composer, IOptions<LiveOptions> options, TimeProvider time, ILogger<LiveHints> logger)
    : BackgroundService
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private Dictionary<(JobId, StudioEventKind), StudioEvent> _hints = [];
    private Dictionary<(JobId, StudioEventKind), StudioEvent> _telling = [];
    private bool _countsChanged;
    private bool _reordered;

    public void Note(StudioEvent hint)
    {
        if (hint.JobId is not { } id)
            return;
        // Without its id: told late, it must not take a tab that resumes back to before what was told meanwhile.
        lock (_gate)
            _hints[(id, hint.Kind)] = hint with { Id = null };
        _signal.Writer.TryWrite(true);
    }

    /// <summary>A job changed: the counts did too, and of one that no engine has any more nothing is left to tell late.</summary>
    public void NoteJob(StudioEvent happened)
    {
        lock (_gate)
        {
            _countsChanged = true;
            if (happened is { JobId: { } id, State: { } state } && !state.IsActive())
                Drop(id);
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Something is paused or resumed, or waits in another place.</summary>
    public void NoteReordered()
    {
        lock (_gate)
            _reordered = true;
        _signal.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _signal.Reader.ReadAllAsync(stoppingToken))
        {
            await Task.Delay(Moment, time, stoppingToken);
            try
            {
                await FlushAsync(stoppingToken);
            }
            catch (JobStoreUnavailableException exception)
            {
                LogNotTold(exception.Message);
            }

            await Task.Delay(options.Value.HintInterval - Moment, time, stoppingToken);
        }
    }

    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        var (hints, countsChanged, reordered) = Take();
        if (!hub.HasListeners)
            return;
        await foreach (var (hint, message) in composer.ComposeManyAsync(hints, cancellationToken))
            TellUnlessOutdated(hint, message);

        if (countsChanged || reordered)
            hub.Broadcast(await composer.QueueAsync(reordered, cancellationToken));
    }

    // Its job may have ended while the message was made, and nothing of it may come after its end.
    private void TellUnlessOutdated(StudioEvent hint, LiveMessage message)
    {
        lock (_gate)
        {
            if (_telling.ContainsKey((hint.JobId!.Value, hint.Kind)))
                hub.Broadcast(message);
        }
    }

    private void Drop(JobId id)
    {
        foreach (var kind in (ReadOnlySpan<StudioEventKind>)[StudioEventKind.Job, StudioEventKind.Progress, StudioEventKind.Preview])
        {
            _hints.Remove((id, kind));
            _telling.Remove((id, kind));
        }
    }

    private (IReadOnlyList<StudioEvent> Hints, bool CountsChanged, bool Reordered) Take()
    {
        lock (_gate)
        {
            _telling = _hints;
            _hints = [];
            var taken = ((IReadOnlyList<StudioEvent>)[.. _telling.Values], _countsChanged, _reordered);
            (_countsChanged, _reordered) = (false, false);
            return taken;
        }
    }

    [LoggerMessage(LogLevel.Debug, "The queue's counts were not told: {Reason}")]
    private partial void LogNotTold(string reason);
}
