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
    private Dictionary<(JobId Job, StudioEventKind Kind), StudioEvent> _hints = [];
    private Dictionary<(JobId Job, StudioEventKind Kind), StudioEvent> _telling = [];
    private bool _countsChanged;
    private bool _reordered;
    private string? _lastToldId;

    /// <summary>Whether a change of a job still waits for its turn: who saw what came after it must not resume there.</summary>
    public bool HasUntold
    {
        get
        {
            lock (_gate)
                return _hints.Keys.Concat(_telling.Keys).Any(key => key.Kind is StudioEventKind.Job);
        }
    }

    public void Note(StudioEvent hint)
    {
        if (hint.JobId is not { } id)
            return;
        lock (_gate)
            _hints[(id, hint.Kind)] = hint with { Id = null };
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Everything up to this event is told, or noted here.</summary>
    public void NoteTold(string lastId)
    {
        lock (_gate)
            _lastToldId = lastId;
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
        var turn = Take();
        var told = false;
        try
        {
            if (hub.HasListeners)
                await TellAsync(turn, cancellationToken);
            told = true;
        }
        finally
        {
            End(turn, told);
        }
    }

    private async Task TellAsync(Turn turn, CancellationToken cancellationToken)
    {
        await foreach (var (hint, message) in composer.ComposeManyAsync(turn.Hints, cancellationToken))
            TellUnlessOutdated(hint, message);

        // Now that nothing from before it waits any more, a tab may resume from here.
        if (turn.CountsChanged || turn.Reordered)
            hub.Broadcast(await composer.QueueAsync(turn.Reordered, cancellationToken) with { Id = turn.LastToldId });
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

    private Turn Take()
    {
        lock (_gate)
        {
            _telling = _hints;
            _hints = [];
            var turn = new Turn([.. _telling.Values], _countsChanged, _reordered, _lastToldId);
            (_countsChanged, _reordered) = (false, false);
            return turn;
        }
    }

    // What could not be told waits on, unless something newer of its job does.
    private void End(Turn turn, bool told)
    {
        lock (_gate)
        {
            if (!told)
            {
                foreach (var (key, hint) in _telling)
                    _hints.TryAdd(key, hint);
                (_countsChanged, _reordered) = (_countsChanged || turn.CountsChanged, _reordered || turn.Reordered);
                _signal.Writer.TryWrite(true);
            }

            _telling = [];
        }
    }

    private sealed record Turn(IReadOnlyList<StudioEvent> Hints, bool CountsChanged, bool Reordered, string? LastToldId);

    [LoggerMessage(LogLevel.Debug, "What changed is told later: {Reason}")]
    private partial void LogNotTold(string reason);
}
