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
    private readonly Queue<ComfyUIEvent> _events = new();
    private readonly WakeSignal _arrived = new(time);
    private ComfyUIEvent.Progress? _progress;
    private ComfyUIEvent.ProgressState? _state;
    private ComfyUIEvent.Preview? _preview;

    /// <summary>Ends the runner's wait without an event, for example on a cancel.</summary>
    public void Nudge() => _arrived.Pulse();

    public void Post(ComfyUIEvent happened)
    {
        lock (_gate)
            Keep(happened);
        _arrived.Pulse();
    }

    /// <summary>The next event in order; null after the patience has passed or on a nudge.</summary>
    public async Task<ComfyUIEvent?> ReadAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (TryTake() is { } waiting)
            return waiting;
        await _arrived.WaitAsync(patience, cancellationToken);
        return TryTake();
    }

    private void Keep(ComfyUIEvent happened)
    {
        switch (happened)
        {
            case ComfyUIEvent.Preview preview: _preview = preview; break;
            case ComfyUIEvent.Progress progress: _progress = progress; break;
            case ComfyUIEvent.ProgressState state: _state = state; break;
            default:
                FlushHints();
                Enqueue(happened);
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

    private void Enqueue(ComfyUIEvent happened)
    {
        if (_events.Count < Capacity)
            _events.Enqueue(happened);
    }

    private ComfyUIEvent? TryTake()
    {
        lock (_gate)
        {
            if (_events.TryDequeue(out var next))
                return next;
            return Take(ref _state) ?? Take(ref _progress) ?? (ComfyUIEvent?)Take(ref _preview);
        }
    }

    private static T? Take<T>(ref T? held)
        where T : class
    {
        var taken = held;
        held = null;
        return taken;
    }
}
