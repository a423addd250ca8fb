using ComfyStudio.Api.Sequences.Document;

namespace ComfyStudio.Api.Sequences.Editing;

/// <summary>Frames come, go and change places; what was made of them goes with them.</summary>
internal static class FrameList
{
    /// <summary>Enough for any undo; the images stay in the gallery all the same.</summary>
    private const int MostRemoved = 100;

    public static Sequence Insert(Sequence sequence, Frame frame, string? before)
    {
        var at = before is null ? -1 : sequence.IndexOf(before);
        var frames = sequence.Frames.ToList();
        frames.Insert(at < 0 ? frames.Count : at, frame);
        return sequence with { Frames = frames, Removed = [.. sequence.Removed.Where(removed => removed.Id != frame.Id)] };
    }

    public static Sequence Remove(Sequence sequence, string id) => Replace(sequence, [.. sequence.Frames.Where(frame => frame.Id != id)]);

    /// <summary>Only the order of those that are there.</summary>
    public static Sequence Order(Sequence sequence, IReadOnlyList<string> ids) => sequence with { Frames = [.. ids.Select(id => sequence.FindFrame(id)!)] };

    /// <summary>These instead of all that were there; whatever is not among them is taken out.</summary>
    public static Sequence Replace(Sequence sequence, IReadOnlyList<Frame> frames)
    {
        var staying = frames.Select(frame => frame.Id).ToHashSet(StringComparer.Ordinal);
        return sequence with
        {
            Frames = frames,
            Removed = [.. sequence.Frames.Where(frame => !staying.Contains(frame.Id)), .. sequence.Removed.Where(frame => !staying.Contains(frame.Id))],
        };
    }

    /// <summary>The frame of that id, wherever it is; a new one when there is none.</summary>
    public static Frame FindOrNew(Sequence sequence, string? id, string newId) =>
        sequence.FindFrame(id ?? "") ?? sequence.Removed.FirstOrDefault(frame => frame.Id == id) ?? new Frame { Id = newId };

    /// <summary>What nobody can see any more is forgotten.</summary>
    public static Sequence Tidy(Sequence sequence) => sequence with
    {
        Frames = [.. sequence.Frames.Select(frame => WithThoseOf(sequence, frame))],
        Removed = [.. sequence.Removed.Where((frame, i) => i < MostRemoved || sequence.IsReference(frame.Id))],
    };

    /// <summary>The frame without people and places that are not in the sequence.</summary>
    public static Frame WithThoseOf(Sequence sequence, Frame frame) => frame with
    {
        Cast = [.. frame.Cast.Where(id => sequence.Characters.Any(character => character.Id == id))],
        LocationId = sequence.Locations.Any(location => location.Id == frame.LocationId) ? frame.LocationId : null,
    };
}
