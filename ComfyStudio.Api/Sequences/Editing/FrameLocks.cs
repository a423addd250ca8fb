using System.Globalization;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;

namespace ComfyStudio.Api.Sequences.Editing;

/// <summary>
/// A locked cell stays as it is until its lock is taken off. Who leaves the story leaves it all the same, and who comes into the story
/// with the same change may be in it: so that a person removed by mistake is back everywhere.
/// </summary>
internal static class FrameLocks
{
    private static readonly Dictionary<string, Func<Frame, string?>> Cells = new(StringComparer.Ordinal)
    {
        ["title"] = frame => frame.Title,
        ["action"] = frame => frame.Action,
        ["description"] = frame => frame.Description,
        ["shotType"] = frame => frame.ShotType,
        ["cast"] = frame => string.Join('\n', frame.Cast),
        ["outfits"] = frame => string.Join('\n', frame.Outfits.OrderBy(worn => worn.Key, StringComparer.Ordinal).Select(worn => $"{worn.Key}={worn.Value}")),
        ["locationId"] = frame => frame.LocationId,
        ["timeOfDay"] = frame => frame.TimeOfDay,
        ["seed"] = frame => frame.Seed?.ToString(),
        ["durationMs"] = frame => frame.DurationMs.ToString(CultureInfo.InvariantCulture),
        ["notes"] = frame => frame.Notes,
        ["promptOverride"] = frame => frame.PromptOverride,
    };

    public static IReadOnlyCollection<string> Names => Cells.Keys;

    /// <summary>What people write of a frame, and its locks; takes may have come.</summary>
    public static bool AreTheSame(Frame one, Frame other) =>
        Cells.Values.All(cell => cell(one) == cell(other)) && one.Locks.ToHashSet(StringComparer.Ordinal).SetEquals(other.Locks);

    public static void Check(Sequence before, Sequence after, FieldErrors errors)
    {
        foreach (var (i, frame) in after.Frames.Index())
        {
            if (before.FindFrame(frame.Id) is not { Locks.Count: > 0 } was)
                continue;
            var (then, now) = (FrameList.WithThoseOf(after, was), FrameList.WithThoseOf(before, frame));
            foreach (var name in was.Locks.Intersect(frame.Locks).Where(name => Cells.TryGetValue(name, out var cell) && cell(then) != cell(now)))
                errors.Add($"frames[{i}].{name}", "This cell is locked. Take its lock off first.");
        }
    }
}
