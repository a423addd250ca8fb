using ComfyStudio.Simulator.Protocol;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Simulator.Execution;

/// <summary>Pending, running and ended prompts. Every change of its length is told to all sockets at once, under the same lock.</summary>
internal sealed class PromptQueue(EventSockets sockets, IOptions<SimulatorOptions> options) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PromptHeap _pending = new();
    private readonly LinkedList<FinishedPrompt> _history = new();
    private readonly Dictionary<string, LinkedListNode<FinishedPrompt>> _historyById = [];
    private readonly SemaphoreSlim _wake = new(0);
    private PromptItem? _running;
    private long _runningSince;
    private CancellationTokenSource? _abort;
    private bool _isInterrupted;
    private long _counter;

    public int Remaining
    {
        get
        {
            lock (_lock)
                return CountRemaining();
        }
    }

    /// <summary>The counter rises with every POST that brings no number of its own, also with those that are refused later.</summary>
    public long NextNumber() => Interlocked.Increment(ref _counter) - 1;

    /// <exception cref="ServerTrouble">
    /// A prompt with the same number and id is pending: ComfyUI's heap then compares two dictionaries, answers 500 — and has queued it.
    /// </exception>
    public void Add(PromptItem item)
    {
        bool collides;
        lock (_lock)
        {
            collides = _pending.Items.Any(other => other.Priority == item.Priority && other.Id == item.Id);
            _pending.Push(item);
            if (!collides)
                TellStatus();
        }
        _wake.Release();
        if (collides)
            throw new ServerTrouble("'<' not supported between instances of 'dict' and 'dict'");
    }

    /// <summary>The next prompt to run; its token ends when the process is made to forget everything.</summary>
    public async Task<(PromptItem Item, CancellationToken Abort)> TakeAsync(long now, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _wake.WaitAsync(cancellationToken);
            lock (_lock)
            {
                if (_pending.Pop() is not { } item)
                    continue;
                _running = item;
                _runningSince = now;
                _isInterrupted = false;
                _abort?.Dispose();
                _abort = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                TellStatus();
                return (item, _abort.Token);
            }
        }
    }

    /// <summary>The running prompt ended: it moves to the history. False when it was forgotten meanwhile.</summary>
    public bool Finish(FinishedPrompt finished)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_running, finished.Item))
                return false;
            _running = null;
            Remember(finished);
            TellStatus();
            return true;
        }
    }

    /// <summary>For a prompt that ended in no way a prompt can end.</summary>
    public void Drop(PromptItem item)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_running, item))
                return;
            _running = null;
            TellStatus();
        }
    }

    public bool IsInterrupted => Volatile.Read(ref _isInterrupted);

    /// <summary>Without an id whatever runs is meant, whoever sent it.</summary>
    public bool Interrupt(string? promptId)
    {
        lock (_lock)
        {
            if (promptId is not null && _running?.Id != promptId)
                return false;
            _isInterrupted = true;
            return true;
        }
    }

    /// <summary>Removes one pending prompt. It leaves no trace, neither in the history nor as an event to its owner.</summary>
    public bool DeletePending(string promptId)
    {
        lock (_lock)
        {
            for (var i = 0; i < _pending.Items.Count; i++)
            {
                if (_pending.Items[i].Id != promptId)
                    continue;
                _pending.RemoveAt(i);
                TellStatus();
                return true;
            }
            return false;
        }
    }

    public void ClearPending()
    {
        lock (_lock)
        {
            _pending.Clear();
            TellStatus();
        }
    }

    /// <summary>Atomic, unlike delete followed by interrupt.</summary>
    public bool Cancel(string promptId)
    {
        lock (_lock)
            return DeletePending(promptId) || Interrupt(promptId);
    }

    public void DeleteHistory(string promptId)
    {
        lock (_lock)
            if (_historyById.Remove(promptId, out var node))
                _history.Remove(node);
    }

    public void ClearHistory()
    {
        lock (_lock)
        {
            _history.Clear();
            _historyById.Clear();
        }
    }

    public QueueView View()
    {
        lock (_lock)
            return new QueueView(_running, _runningSince, [.. _pending.Items], [.. _history]);
    }

    public FinishedPrompt? FindFinished(string promptId)
    {
        lock (_lock)
            return _historyById.GetValueOrDefault(promptId)?.Value;
    }

    public (PromptItem Item, long? Since)? FindUnfinished(string promptId)
    {
        lock (_lock)
        {
            if (_running?.Id == promptId)
                return (_running, _runningSince);
            return _pending.Items.FirstOrDefault(item => item.Id == promptId) is { } pending ? (pending, null) : null;
        }
    }

    /// <summary>What a crash and a new start do: queue, history and counter are gone, files stay.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _pending.Clear();
            ClearHistory();
            _running = null;
            _abort?.Cancel();
            _counter = 0;
        }
    }

    public void Dispose()
    {
        _wake.Dispose();
        _abort?.Dispose();
    }

    private int CountRemaining() => _pending.Items.Count + (_running is null ? 0 : 1);

    private void TellStatus() => sockets.Broadcast(ServerEvents.Status(CountRemaining()));

    private void Remember(FinishedPrompt finished)
    {
        DeleteHistory(finished.Item.Id);
        _historyById[finished.Item.Id] = _history.AddLast(finished);
        while (_history.Count > options.Value.HistoryLimit)
            DeleteHistory(_history.First!.Value.Item.Id);
    }
}

internal sealed record QueueView(
    PromptItem? Running, long RunningSince, IReadOnlyList<PromptItem> Pending, IReadOnlyList<FinishedPrompt> History);
