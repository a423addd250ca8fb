using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Which frames a run is about.</summary>
internal static class FrameChoice
{
    /// <returns>In the order of the sequence; none, with a fault noted, when there is nothing to make.</returns>
    public static IReadOnlyList<Frame> Of(Sequence sequence, SequenceStates states, TakePass pass, IReadOnlyList<string>? ids, bool missing, FieldErrors errors)
    {
        foreach (var (i, id) in (ids ?? []).Index().Where(id => sequence.FindFrame(id.Item) is null))
            errors.Add($"frames[{i}]", $"There is no frame '{id}' in this sequence.");
        if (errors.Any)
            return [];
        var chosen = sequence.Frames
            .Where(frame => frame.Picture is null && (ids is null || ids.Contains(frame.Id)) && !(missing && HasPicture(frame, states, pass))).ToList();
        if (chosen.Count == 0)
            errors.Add("frames", WhyNone(sequence, ids));
        return chosen;
    }

    private static string WhyNone(Sequence sequence, IReadOnlyList<string>? ids) =>
        sequence.Frames.Count == 0 ? "The sequence has no frames yet."
        : ids is { Count: 0 } ? "Name at least one frame, or leave this out for all."
        : "There is nothing to make: each of these frames has its picture.";

    private static bool HasPicture(Frame frame, SequenceStates states, TakePass pass) =>
        frame.Takes.Any(take => take.Pass == pass && states.Of(take) is { State: JobState.Succeeded, Image: not null });
}
