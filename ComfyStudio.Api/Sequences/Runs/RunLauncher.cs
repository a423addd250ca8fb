using System.Text.Json;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>
/// Brings runs into the document and the queue, both or in the end both: first the whole run is noted beside the document, then each of the
/// two steps is taken, and each can be taken again. Only for whoever holds the sequence alone.
/// </summary>
internal sealed partial class RunLauncher(SequenceBook book, StudioFiles files, JobQueue queue, TimeProvider time, ILogger<RunLauncher> logger)
{
    private const string Folder = ".runs";

    /// <summary>Called before every step: where a test ends the process.</summary>
    internal Action<string> BeforeStep { get; set; } = _ => { };

    /// <exception cref="JobStoreUnavailableException">The queue is away; the run is noted and goes there as soon as it is back.</exception>
    public async Task<Sequence> LaunchAsync(Sequence sequence, PendingRun run, CancellationToken cancellationToken)
    {
        BeforeStep("note");
        files.Write(PathOf(sequence.Id, run), JsonSerializer.SerializeToUtf8Bytes(run, PendingRunJson.Default.PendingRun));
        return await FinishAsync(sequence, run, cancellationToken);
    }

    /// <summary>Ends what was begun and interrupted.</summary>
    /// <exception cref="JobStoreUnavailableException">The queue is away.</exception>
    public async Task<Sequence> HealAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        foreach (var name in Pending(sequence.Id))
        {
            if (Read(sequence.Id, name) is not { } run)
                continue;
            LogHealing(sequence.Id, run.Group.Id);
            sequence = await FinishAsync(sequence, run, cancellationToken);
        }

        return sequence;
    }

    public bool IsPending(string id) => Pending(id).Count > 0;

    private async Task<Sequence> FinishAsync(Sequence sequence, PendingRun run, CancellationToken cancellationToken)
    {
        BeforeStep("document");
        var entered = run.EnterInto(sequence);
        if (entered != sequence)
            sequence = book.Save(entered);
        BeforeStep("queue");
        if (sequence.Runs.First(known => known.GroupId == run.Group.Id).CancelAskedAt is null)
            await SendAsync(run, cancellationToken);
        else if ((await queue.FindManyAsync([run.Jobs[0].Id], cancellationToken)).Count == 0)
            sequence = await NeverStartAsync(sequence, run, cancellationToken);
        BeforeStep("done");
        files.Delete(PathOf(sequence.Id, run));
        return sequence;
    }

    /// <summary>Each of the two is the same, however often it is done.</summary>
    private async Task SendAsync(PendingRun run, CancellationToken cancellationToken)
    {
        // A group that the queue has forgotten begins anew.
        if (!run.Grows || await queue.FindGroupAsync(run.Group.Id, cancellationToken) is not { } group)
            await queue.EnqueueAsync(run.Group, run.Jobs, idempotency: null, cancellationToken);
        else if ((await queue.GrowAsync(group with { ExpectsMore = run.Group.ExpectsMore }, run.Jobs, idempotency: null, cancellationToken)).Stale)
            throw new InvalidOperationException($"The run {group.Id} was changed in the queue at the same moment; its frames go there with the next look.");
    }

    /// <summary>Cancelled before the queue ever heard of it.</summary>
    private async Task<Sequence> NeverStartAsync(Sequence sequence, PendingRun run, CancellationToken cancellationToken)
    {
        if (!run.Group.ExpectsMore)
            await queue.ExpectNoMoreAsync(run.Group.Id, cancellationToken);
        return book.Save(NeverStarted(sequence, run));
    }

    private Sequence NeverStarted(Sequence sequence, PendingRun run)
    {
        var now = time.GetUtcNow();
        sequence = run.Takes.Aggregate(sequence, (into, pending) => into.WithTake(pending.FrameId, frame => frame with
        {
            Takes = [.. frame.Takes.Select(take => take.Id == pending.Take.Id ? take.WithResult(new TakeResult(JobState.Cancelled, null, take.JobId)) : take)],
        }));
        return run.Grows ? sequence : sequence with
        {
            Runs = [.. sequence.Runs.Select(known => known.GroupId == run.Group.Id ? known with { CancelledAt = now, EndedAt = now } : known)],
        };
    }

    private IReadOnlyList<string> Pending(string id) => files.Files($"{SequenceBook.PathOf(id, Folder)}");

    private PendingRun? Read(string id, string name)
    {
        if (!name.EndsWith(".json", StringComparison.Ordinal) || files.Read($"{SequenceBook.PathOf(id, Folder)}/{name}") is not { } content)
            return null;
        try
        {
            return JsonSerializer.Deserialize(content, PendingRunJson.Default.PendingRun);
        }
        catch (JsonException exception)
        {
            LogUnreadable(id, name, exception.Message);
            return null;
        }
    }

    private static string PathOf(string id, PendingRun run) => $"{SequenceBook.PathOf(id, Folder)}/{run.Name}.json";

    [LoggerMessage(LogLevel.Information, "Run {GroupId} of sequence {SequenceId} was interrupted on its way into the queue and is brought there")]
    private partial void LogHealing(string sequenceId, GroupId groupId);

    [LoggerMessage(LogLevel.Error, "What was begun of sequence {SequenceId} in {Name} cannot be understood and is left as it is: {Reason}")]
    private partial void LogUnreadable(string sequenceId, string name, string reason);
}
