using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Editing;
using ComfyStudio.Api.Sequences.Runs;

namespace ComfyStudio.Api.Sequences;

/// <summary>The proofs are found good: from now on each frame has the seed of the take that is shown, whatever is made or moved later.</summary>
internal sealed class ProofApproval(SequenceBook book, SequenceEditor editor, TakeReader takes, TimeProvider time)
{
    public Task<SequenceChange> ApproveAsync(string id, string owner, int version, CancellationToken cancellationToken) =>
        book.AloneAsync(id, () => ApproveAloneAsync(id, owner, version, cancellationToken), cancellationToken);

    private async Task<SequenceChange> ApproveAloneAsync(string id, string owner, int version, CancellationToken cancellationToken)
    {
        if (book.Find(id, owner) is not { } sequence)
            return SequenceEditor.NoSequence(id);
        if (sequence.Version != version)
            return new SequenceChange.Stale(sequence);
        var states = new SequenceStates(sequence, await takes.ReadAsync(sequence, onlyOpen: false, cancellationToken));
        var missing = sequence.Frames.Index().Where(frame => frame.Item.Picture is null && !HasCome(frame.Item, states)).Select(frame => frame.Index + 1).ToList();
        if (sequence.Frames.Count == 0 || missing.Count > 0)
            return new SequenceChange.Refused(ProblemKinds.Conflict, sequence.Frames.Count == 0 ? "There are no frames to approve." : $"No picture yet of frame {string.Join(", ", missing)}.");
        var approved = sequence with
        {
            ApprovedAt = time.GetUtcNow(),
            Frames = [.. sequence.Frames.Select(frame => states.Shown(frame) is { } shown && !frame.Locks.Contains("seed") ? frame.Approve(shown) with { Seed = shown.Seed } : frame)],
        };
        return editor.Store(sequence, approved, new FieldErrors());
    }

    private static bool HasCome(Frame frame, SequenceStates states) => states.Shown(frame) is { } shown && states.Of(shown).Image is not null;
}
