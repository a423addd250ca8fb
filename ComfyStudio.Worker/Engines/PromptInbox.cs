using ComfyStudio.ComfyUI;

namespace ComfyStudio.Worker.Engines;

/// <summary>
/// The events of one prompt, between the socket that must never wait and the runner that may. Of previews and progress only the
/// newest is kept, so they are the first to drop; should the rest overflow, the runner asks the jobs API, which knows the end anyway.
/// </summary>
internal sealed class PromptInbox(TimeProvider time)
{
    private const int Capacity = 2048;

    private readonly Lock _gate = new();
    private readonly Queue<HeardEvent> _events = new();
    private readonly WakeSignal _arrived = new(time);
    private HeardEvent? _progress;
    private HeardEvent? _state;
    private HeardEvent? _preview;

    /// <summary>Ends the runner's wait without an event, for example on a cancel.</summary>
    public void Nudge() => _arrived.Pulse();

    public void Post(ComfyUIEvent happened)
    {
        lock (_gate)
            Keep(new HeardEvent(happened, time.GetUtcNow()));
        _arrived.Pulse();
    }

    /// <summary>The next event in order; null after the patience has passed or on a nudge.</summary>
    public async Task<HeardEvent?> ReadAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (TryTake() is { } waiting)
            return waiting;
        await _arrived.WaitAsync(patience, cancellationToken);
        return TryTake();
    }

    private void Keep(HeardEvent heard)
    {
        switch (heard.Event)
        {
            case ComfyUIEvent.Preview: _preview = heard; break;
            case ComfyUIEvent.Progress: _progress = heard; break;
            case ComfyUIEvent.ProgressState: _state = heard; break;
            default:
                FlushHints();
                Enqueue(heard);
                break;
        }
    }

    /// <summary>What was said of a node must be read before the next node is announced.</summary>
    private void FlushHints()
    {
        if (_state is not null)
            Enqueue(_state);
        if (_progress is not null)
            Enqueue(_progress);
        (_state, _progress) = (null, null);
    }

    private void Enqueue(HeardEvent heard)
    {
        if (_events.Count < Capacity)
            _events.Enqueue(heard);
    }

    private HeardEvent? TryTake()
    {
        lock (_gate)
        {
            if (_events.TryDequeue(out var next))
                return next;
            return Take(ref _state) ?? Take(ref _progress) ?? Take(ref _preview);
        }
    }

    private static HeardEvent? Take(ref HeardEvent? held)
    {
        var taken = held;
        held = null;
        return taken;
    }
}

/// <summary>An event, and when it came: whoever reads it may be late.</summary>
internal sealed record HeardEvent(ComfyUIEvent Event, DateTimeOffset At);
