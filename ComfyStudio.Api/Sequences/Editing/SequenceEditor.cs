using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;

namespace ComfyStudio.Api.Sequences.Editing;

/// <summary>Carries out what people change: only what they have seen, only what makes sense, and on the disk before they are answered.</summary>
internal sealed class SequenceEditor(SequenceBook book, SequenceRules rules, TimeProvider time)
{
    /// <param name="version">The one that was read.</param>
    /// <param name="change">Null, with a fault noted, when it cannot be done.</param>
    public Task<SequenceChange> ChangeAsync(
        string id, string owner, int version, Func<Sequence, FieldErrors, Sequence?> change, CancellationToken cancellationToken) =>
        book.AloneAsync<SequenceChange>(
            id,
            () => Task.FromResult(Change(id, owner, version, change)),
            cancellationToken);

    private SequenceChange Change(string id, string owner, int version, Func<Sequence, FieldErrors, Sequence?> change)
    {
        if (book.Find(id, owner) is not { } before)
            return NoSequence(id);
        if (before.Version != version)
            return new SequenceChange.Stale(before);
        var errors = new FieldErrors();
        return change(before, errors) is { } after ? Store(before, after, errors) : new SequenceChange.Invalid(errors);
    }

    /// <summary>For whoever holds the sequence alone already.</summary>
    public SequenceChange Store(Sequence before, Sequence after, FieldErrors errors)
    {
        after = FrameList.Tidy(after);
        FrameLocks.Check(before, after, errors);
        rules.Check(after, errors);
        return errors.Any ? new SequenceChange.Invalid(errors) : new SequenceChange.Done(book.Save(Next(before, after)));
    }

    private Sequence Next(Sequence before, Sequence after) => after with
    {
        Version = before.Version + 1,
        UpdatedAt = time.GetUtcNow(),

        // Proofs were approved of what they show.
        ApprovedAt = ShowsTheSame(before, after) ? after.ApprovedAt : null,
    };

    private static bool ShowsTheSame(Sequence before, Sequence after) =>
        before.Style == after.Style && before.Characters == after.Characters && before.Locations == after.Locations
        && after.Frames.All(frame => before.FindFrame(frame.Id) is { } was
            && (was.Action, was.ShotType, was.LocationId, was.TimeOfDay, was.PromptOverride) == (frame.Action, frame.ShotType, frame.LocationId, frame.TimeOfDay, frame.PromptOverride)
            && was.Cast.SequenceEqual(frame.Cast));

    public static SequenceChange NoSequence(string id) => new SequenceChange.Unknown($"There is no sequence '{id}'.");
}
