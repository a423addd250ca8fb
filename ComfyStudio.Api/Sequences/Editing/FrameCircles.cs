using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;

namespace ComfyStudio.Api.Sequences.Editing;

/// <summary>A frame cannot be made after itself: no picture that it needs may need its own, however many frames are in between.</summary>
internal static class FrameCircles
{
    public static void Check(Sequence sequence, FieldErrors errors)
    {
        // That ids come once is told elsewhere.
        var needs = sequence.Frames.Where(frame => frame.Id is not null).DistinctBy(frame => frame.Id).ToDictionary(frame => frame.Id, frame => NeedsOf(sequence, frame).ToList());
        foreach (var (field, reference) in FieldsOf(sequence).Where(each => needs.ContainsKey(each.Reference.Frame ?? "")))
        {
            if (Circle(reference.Frame!, needs) is { } circle)
                errors.Add($"{field}.frame", $"This goes in a circle: {Words(sequence, circle)}. Choose another frame, or an uploaded picture.");
        }
    }

    /// <summary>Ids of the frames that must be there before this one.</summary>
    private static IEnumerable<string> NeedsOf(Sequence sequence, Frame frame) =>
        sequence.ReferencesIn(frame).Select(each => each.Reference.Frame).OfType<string>().Distinct();

    private static IEnumerable<(string Field, Reference Reference)> FieldsOf(Sequence sequence) =>
    [
        .. sequence.Characters.Index().SelectMany(person => (person.Item.References ?? []).Index().Select(each => ($"characters[{person.Index}].references[{each.Index}]", each.Item))),
        .. sequence.Locations.Index().SelectMany(place => (place.Item.References ?? []).Index().Select(each => ($"locations[{place.Index}].references[{each.Index}]", each.Item))),
    ];

    /// <returns>The shortest way from a frame to itself; null when there is none.</returns>
    private static List<string>? Circle(string start, Dictionary<string, List<string>> needs)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var id))
        {
            foreach (var needed in needs.GetValueOrDefault(id) ?? [])
            {
                if (needed == start)
                    return WayTo(id, start, cameFrom);
                if (cameFrom.TryAdd(needed, id))
                    next.Enqueue(needed);
            }
        }

        return null;
    }

    private static List<string> WayTo(string last, string start, Dictionary<string, string> cameFrom)
    {
        List<string> way = [start];
        for (var id = last; id != start; id = cameFrom[id])
            way.Insert(1, id);
        return [.. way, start];
    }

    private static string Words(Sequence sequence, List<string> circle) =>
        $"frame {sequence.IndexOf(circle[0]) + 1} needs " + string.Join(", which needs ", circle.Skip(1).Select(id => $"frame {sequence.IndexOf(id) + 1}"));
}
