using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Editing;

namespace ComfyStudio.Api.Sequences.Frames;

/// <summary>What people do to frames. Each gives null, with a fault noted, when it cannot be done.</summary>
internal static class FrameEdits
{
    public static Sequence? Apply(Sequence sequence, SequenceEdit edit, Func<string> newId, FieldErrors errors)
    {
        var after = edit.Over(sequence);
        if (edit.Frames is not { } fields)
            return after;
        after = FrameList.Replace(after, [.. fields.Select(frame => frame.Over(FrameList.FindOrNew(sequence, frame.Id, newId())))]);
        SequenceRules.CheckNames(after, errors);
        return after;
    }

    public static Sequence? Add(Sequence sequence, AddFrame request, Func<string> newId, FieldErrors errors)
    {
        if (request.Before is { } before && sequence.FindFrame(before) is null)
            errors.Add("before", $"There is no frame '{before}' in this sequence.");
        if (request.Frame?.Id is { } id && sequence.FindFrame(id) is not null)
            errors.Add("frame.id", "This frame is in the sequence already.");
        var frame = FrameList.FindOrNew(sequence, request.Frame?.Id, newId());
        var after = FrameList.Insert(sequence, request.Frame?.Over(frame) ?? frame, request.Before);
        // One that comes back may name people who are gone since.
        if (sequence.Removed.Contains(frame))
            after = FrameList.Tidy(after);
        SequenceRules.CheckNames(after, errors);
        return after;
    }

    public static Sequence? Edit(Sequence sequence, string id, FrameFields fields, FieldErrors errors)
    {
        if (Find(sequence, id, errors) is not { } frame)
            return null;
        var after = sequence.WithFrame(fields.Over(frame));
        SequenceRules.CheckNames(after, errors);
        return after;
    }

    public static Sequence? Remove(Sequence sequence, string id, FieldErrors errors) =>
        Find(sequence, id, errors) is null ? null : FrameList.Remove(sequence, id);

    public static Sequence? Order(Sequence sequence, IReadOnlyList<string> ids, FieldErrors errors)
    {
        if (ids.Count == sequence.Frames.Count && ids.Distinct().Count() == ids.Count && ids.All(id => sequence.FindFrame(id) is not null))
            return FrameList.Order(sequence, ids);
        errors.Add("ids", $"Name each of the {sequence.Frames.Count} frames once, in their new order.");
        return null;
    }

    /// <summary>A frame with a seed of its own takes over that of the chosen take: what is made next is like it.</summary>
    public static Sequence? Choose(Sequence sequence, string id, string? take, FieldErrors errors)
    {
        if (Find(sequence, id, errors) is not { } frame)
            return null;
        if (take is null)
            return sequence.WithFrame(frame with { Chosen = null, Approved = null });
        if (frame.FindTake(take) is { } chosen)
            return sequence.WithFrame(frame with { Chosen = take, Seed = frame.Seed is null ? null : chosen.Seed });
        errors.Add("take", $"There is no take '{take}' of this frame.");
        return null;
    }

    /// <returns>Null, with a fault noted, when it is not there.</returns>
    internal static Frame? Find(Sequence sequence, string id, FieldErrors errors)
    {
        if (sequence.FindFrame(id) is { } frame)
            return frame;
        errors.Add("frame", $"There is no frame '{id}' in this sequence.");
        return null;
    }
}
