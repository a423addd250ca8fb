using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Collecting;
using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Engines;

namespace ComfyStudio.Worker.Running;

/// <summary>One job on its way through one engine: what this worker knows of it beyond what Redis does.</summary>
internal sealed class JobRun(HeldLease lease, Engine engine, EngineSlot slot)
{
    /// <summary>What passes sooner is over before anybody could look.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HeldLease Lease => lease;
    public Engine Engine => engine;
    public EngineSlot Slot => slot;
    public Job Job => lease.Job;
    public JobSpec Spec => lease.Job.Spec;
    public ApiGraph Graph => field ??= ApiGraph.Parse(Spec.Graph);

    /// <summary>The engine's name for this run; there from the start when an earlier owner had sent it, or the claim fixed it.</summary>
    public string? PromptId { get; set; } = lease.Job.PromptId;

    /// <summary>The engine's process when the graph was sent; empty while it cannot be told.</summary>
    public string Instance { get; set; } = lease.Job.EngineInstance ?? "";

    /// <summary>The socket that hears of this prompt.</summary>
    public string? ClientId { get; set; }

    /// <summary>The prompt id was written with the claim, and nothing was sent under it yet.</summary>
    public bool IsPromptFixed { get; set; } = lease.Job.State is JobState.Submitting;

    /// <summary>False when the graph surely never reached the engine.</summary>
    public bool MayHaveArrived { get; set; } = lease.Job.State is JobState.Unknown;

    public DateTimeOffset? SubmittedAt { get; set; } = lease.Job.SubmittedAt;
    public DateTimeOffset? StartedAt { get; set; } = lease.Job.StartedAt;
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Whether its models were loaded when it started; null when this worker did not see that.</summary>
    public bool? WasWarm { get; set; }

    /// <summary>When this worker first knew that it executes, on the clock that nobody sets.</summary>
    public long? ExecutingSince { get; set; }

    /// <summary>Why the run has to be settled, for the record.</summary>
    public string Doubt
    {
        get;
        set
        {
            field = value;
            EarlyFiles.Forget();
        }
    } = "";

    public EarlyFiles EarlyFiles { get; } = new(engine.Client);

    /// <summary>May still be on its way when the prompt has ended; the lease is needed until then.</summary>
    public Task LastHint { get; set; } = Task.CompletedTask;

    /// <summary>Whether the engine is to be rid of it.</summary>
    public Withdrawal Withdrawal { get; private set; }

    public bool IsToLeave => Withdrawal is Withdrawal.Everything || (Withdrawal is Withdrawal.Waiting && ExecutingSince is null && StartedAt is null);
    public bool WasAccepted => SubmittedAt is not null || StartedAt is not null;

    /// <summary>Had begun, and its end was not heard of.</summary>
    public bool WasExecuting => StartedAt is not null && FinishedAt is null;

    public bool HasSocket => ClientId is not null && ClientId == engine.ClientId;
    public bool CancelAsked => lease.CancelAsked.IsCancellationRequested;

    /// <summary>Ends when the graph was sent, or will not be just now. Only then is the next job claimed, so that an engine gets its jobs in their order.</summary>
    public Task Sent => _sent.Task;

    public void WasSent() => _sent.TrySetResult();

    /// <summary>Its files are being fetched; ends at once when they are all stored.</summary>
    public async Task NoteCollectingAsync(TimeProvider time, CancellationToken stored, CancellationToken cancellationToken)
    {
        await Task.Delay(Moment, time, stored).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stored.IsCancellationRequested)
            lease.Note((queue, held, token) => queue.CollectingAsync(held, wasSeenRunning: StartedAt is not null, token), cancellationToken);
    }

    /// <summary>The engine shall not have it any more, unless it is further on than <paramref name="withdrawal"/> says.</summary>
    public void Withdraw(Withdrawal withdrawal)
    {
        Withdrawal = withdrawal;
        if (PromptId is { } promptId)
            engine.Events.Nudge(promptId);
    }
}
