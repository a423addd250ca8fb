using System.Collections.Concurrent;
using ComfyStudio.ComfyUI;

namespace ComfyStudio.Worker.Engines;

/// <summary>Hands the events of one engine's socket to the prompts they belong to. Never waits, so the socket is always drained.</summary>
internal sealed class EventRouter(TimeProvider time)
{
    /// <summary>More than can end while somebody looks at the engine's queue.</summary>
    private const int Remembered = 256;

    private readonly ConcurrentDictionary<string, PromptInbox> _inboxes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _closed = [];

    /// <summary>Whose node was announced last: frames without a prompt id are about it.</summary>
    private string? _executing;

    public PromptInbox Open(string promptId) => _inboxes.GetOrAdd(promptId, _ => new PromptInbox(time));

    public void Close(string promptId)
    {
        if (!_inboxes.TryRemove(promptId, out _))
            return;
        _closed.Enqueue(promptId);
        if (_closed.Count > Remembered)
            _closed.TryDequeue(out _);
    }

    /// <summary>The socket is gone or new: let every runner ask the engine instead of waiting for what may never come.</summary>
    public void NudgeAll()
    {
        _executing = null;
        foreach (var inbox in _inboxes.Values)
            inbox.Nudge();
    }

    /// <summary>Lets the runner of one prompt look up from its wait.</summary>
    public void Nudge(string promptId)
    {
        if (_inboxes.TryGetValue(promptId, out var inbox))
            inbox.Nudge();
    }

    /// <summary>Whether this worker sent the prompt, or is about to, or did a moment ago.</summary>
    public bool IsOurs(string promptId) => _inboxes.ContainsKey(promptId) || _closed.Contains(promptId);

    public void Route(ComfyUIEvent happened)
    {
        if (happened is ComfyUIEvent.Executing { PromptId: { } running })
            _executing = running;
        if (PromptOf(happened) is { } promptId && _inboxes.TryGetValue(promptId, out var inbox))
            inbox.Post(happened);
    }

    private string? PromptOf(ComfyUIEvent happened) => happened switch
    {
        ComfyUIEvent.ExecutionStarted started => started.PromptId,
        ComfyUIEvent.ExecutionCached cached => cached.PromptId,
        ComfyUIEvent.Executing executing => executing.PromptId,
        ComfyUIEvent.PromptEnded ended => ended.PromptId,
        ComfyUIEvent.Progress progress => progress.PromptId ?? _executing,
        ComfyUIEvent.ProgressState state => state.PromptId,
        ComfyUIEvent.Executed executed => executed.PromptId,
        ComfyUIEvent.ExecutionSucceeded succeeded => succeeded.PromptId,
        ComfyUIEvent.ExecutionFailed failed => failed.PromptId,
        ComfyUIEvent.ExecutionInterrupted interrupted => interrupted.PromptId,
        ComfyUIEvent.Preview preview => preview.PromptId ?? _executing,
        ComfyUIEvent.Status or ComfyUIEvent.FeatureFlags or ComfyUIEvent.Text or ComfyUIEvent.Other => null,
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}
