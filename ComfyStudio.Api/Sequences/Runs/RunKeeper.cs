using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>
/// Does what a run needs while it goes on: ends what a crash interrupted, tells cancels that the queue has not heard of, sends frames whose
/// references have come, notes how takes ended.
/// </summary>
internal sealed class RunKeeper(SequenceBook book, TakeReader takes, RunCanceller canceller, WaitingFrames waiting, TimeProvider time)
{
    /// <param name="thorough">Look also at what has ended without a picture: somebody may have tried it again from the queue.</param>
    /// <exception cref="JobStoreUnavailableException">The queue is away.</exception>
    public Task KeepAsync(string id, bool thorough, CancellationToken cancellationToken) => book.AloneAsync(id, async () =>
    {
        if (book.Read(id) is { } sequence)
            await KeepAsync(sequence, thorough, cancellationToken);
        return true;
    }, cancellationToken);

    private async Task KeepAsync(Sequence sequence, bool thorough, CancellationToken cancellationToken)
    {
        sequence = await canceller.TellAsync(sequence, cancellationToken);
        if (!thorough && sequence.Runs.All(run => run.EndedAt is not null))
            return;
        sequence = await waiting.SendAsync(sequence, cancellationToken);
        var states = await takes.ReadAsync(sequence, onlyOpen: false, cancellationToken);
        var noted = Note(sequence, states);
        if (noted != sequence)
            book.Save(noted);
    }

    private Sequence Note(Sequence sequence, IReadOnlyDictionary<string, TakeState> states)
    {
        var noted = sequence;
        foreach (var frame in sequence.AllFrames)
        {
            var takesNow = frame.Takes.Select(take => Note(take, states.GetValueOrDefault(take.Id))).ToList();
            if (!takesNow.SequenceEqual(frame.Takes))
                noted = noted.WithTake(frame.Id, into => into with { Takes = takesNow });
        }

        var all = noted.AllTakes.ToLookup(take => take.GroupId);
        var runs = noted.Runs.Select(run => run.EndedAt is null && all[run.GroupId].All(take => take.Result is not null && states.GetValueOrDefault(take.Id) is not { IsSettled: false })
            ? run with { EndedAt = time.GetUtcNow() }
            : run).ToList();
        return runs.SequenceEqual(noted.Runs) ? noted : noted with { Runs = runs };
    }

    private static Take Note(Take take, TakeState? state)
    {
        if (state is not { IsSettled: true } || take.Result is { State: JobState.Succeeded })
            return take;
        var result = new TakeResult(state.State, state.Image?.Id, state.Job?.Id ?? take.Result?.JobId ?? take.JobId, state.FailureClass, state.Failure);
        // A picture that the gallery cannot see yet is looked for again.
        return state is { State: JobState.Succeeded, Image: null } || result == take.Result ? take : take with { Result = result };
    }
}
