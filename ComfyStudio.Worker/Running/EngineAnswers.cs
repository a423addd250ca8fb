using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Failures;

namespace ComfyStudio.Worker.Running;

/// <summary>What the engine's words about a prompt mean for its run.</summary>
internal static class EngineAnswers
{
    public static JobFailure Interrupted { get; } =
        new(FailureClass.NodeError, "It was interrupted on the engine itself, not from the studio.");

    private static JobFailure Unexplained => new(FailureClass.NodeError, "The engine says that it failed, and not why.");

    /// <summary>Whether it ended as a cancel ends it, whoever sent that.</summary>
    public static bool WasInterrupted(RunEnd end) => end is RunEnd.Broke broke && ReferenceEquals(broke.Failure, Interrupted);

    /// <summary>Null while it is not finished.</summary>
    public static RunEnd? EndOf(EngineJob job) => job.Status switch
    {
        EngineJobStatus.Pending or EngineJobStatus.Running => null,
        EngineJobStatus.Completed => new RunEnd.Rendered(job.Outputs),
        EngineJobStatus.Failed => new RunEnd.Broke(job.Error is { } error ? FailureClassifier.Of(error) : Unexplained),
        EngineJobStatus.Cancelled => new RunEnd.Broke(Interrupted),
        _ => throw new InvalidOperationException($"Unknown status {job.Status}."),
    };

    public static RunEnd EndOf(HistoryEntry entry) => entry switch
    {
        { Interrupted: true } => new RunEnd.Broke(Interrupted),
        { Error: { } error } => new RunEnd.Broke(FailureClassifier.Of(error)),
        { Completed: true } => new RunEnd.Rendered(entry.Outputs),
        _ => new RunEnd.Broke(Unexplained),
    };

    /// <summary>An engine that is frozen keeps a request for ever; after the patience that counts as no answer.</summary>
    public static async Task<T> AskAsync<T>(
        this Engine engine, Func<ComfyUIClient, CancellationToken, Task<T>> question, TimeSpan patience, TimeProvider time,
        CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await question(engine.Client, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ComfyUIUnreachableException($"{engine.Address} did not answer within {patience.TotalSeconds:0.#} s.", requestMayHaveArrived: true);
        }
    }
}
