using ComfyStudio.ComfyUI;
using ComfyStudio.Worker.Collecting;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Telemetry;

namespace ComfyStudio.Worker.Running;

/// <summary>What is known of one prompt while it is followed, and what is told of it: state, progress, previews, spans.</summary>
internal sealed class PromptWatch(JobRun run, OutputStorage storage, TimeProvider time) : IDisposable
{
    /// <summary>Two answers that say more than the socket did are no coincidence of timing any more.</summary>
    private const int DeadSocketSigns = 2;

    private readonly GraphProgress _progress = new(run.Graph);
    private readonly HintSender _hints = new(run.Lease, time);
    private readonly NodeTrace _nodes = new(run.Graph);
    private long _lastWord = time.GetTimestamp();
    private bool _heard;
    private int _unheardOf;

    /// <summary>How long to wait for the next event: less while a hint waits for its turn.</summary>
    public TimeSpan Patience(TimeSpan silence) => _hints.HasPending && HintSender.ProgressInterval < silence ? HintSender.ProgressInterval : silence;

    public bool IsSilent(TimeSpan silence)
    {
        _hints.Flush();
        return time.GetElapsedTime(_lastWord) >= silence;
    }

    public void Hear(HeardEvent heard, CancellationToken cancellationToken)
    {
        _heard = true;
        _lastWord = time.GetTimestamp();
        if (heard.Event is ComfyUIEvent.ExecutionStarted)
            Started(heard.At, cancellationToken);
        if (heard.Event is ComfyUIEvent.Executed { Output: { } written })
            run.EarlyFiles.Begin(written, content => storage.TryStageAsync(run, content, cancellationToken), cancellationToken);
        if (heard.Event is ComfyUIEvent.PromptEnded)
            run.FinishedAt = heard.At;
        if (heard.Event is ComfyUIEvent.Preview preview)
            _hints.Offer(preview);
        else if (Advance(heard))
            _hints.Offer(_progress.Current);
    }

    /// <summary>Takes in what the engine answered to a question.</summary>
    public void Learn(EngineJob job, CancellationToken cancellationToken)
    {
        _lastWord = time.GetTimestamp();
        if (job.Status is not EngineJobStatus.Pending)
            Started(time.GetUtcNow(), cancellationToken);
        if (run.HasSocket && !_heard && job.Status is not EngineJobStatus.Pending && ++_unheardOf >= DeadSocketSigns)
            run.Engine.DeadSocket.Pulse();
    }

    public void Dispose()
    {
        _nodes.Dispose();
        run.LastHint = _hints.Stop();
    }

    private void Started(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (run.ExecutingSince is not null)
            return;
        run.ExecutingSince = time.GetTimestamp();
        var wasWarm = run.Engine.Holdings.Started(run.Job.Id, run.Spec.Requirements.Models, at);
        run.WasWarm = run.StartedAt is null ? wasWarm : null;
        run.StartedAt ??= at;
        RunTrace.Started();
        if (run.Engine.LastEndAt is { } end && run.Spec.CreatedAt < end && run.StartedAt > end)
            WorkerTelemetry.Idled(run.Engine.Id, run.StartedAt.Value - end);
        run.Lease.Note((queue, lease, token) => queue.RunningAsync(lease, token), cancellationToken);
    }

    private bool Advance(HeardEvent heard)
    {
        switch (heard.Event)
        {
            case ComfyUIEvent.ExecutionCached cached:
                _progress.Cached(cached.Nodes);
                return true;
            case ComfyUIEvent.Executing executing:
                _nodes.Executing(executing.DisplayNode ?? executing.Node, heard.At);
                _progress.Executing(executing.DisplayNode ?? executing.Node);
                return true;
            case ComfyUIEvent.Progress step:
                _progress.Stepped(step.Node, step.Value, step.Max);
                return true;
            case ComfyUIEvent.ProgressState state:
                _progress.States(state.Nodes);
                return true;
            case ComfyUIEvent.ExecutionFailed failed:
                _nodes.Failed(failed.Error.Message);
                return false;
            case ComfyUIEvent.PromptEnded:
                _nodes.Ended(heard.At);
                return false;
            default:
                return false;
        }
    }
}
