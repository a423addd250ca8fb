namespace ComfyStudio.Api.Producer;

/// <summary>A new plan around what must stay: known people and places keep their ids and looks, kept cells their content.</summary>
internal static class KeptPlan
{
    public static ScenePlan Of(ScenePlan plan, KeptScenes keep)
    {
        var (characters, newCast) = Merge(keep.Characters ?? [], plan.Characters, person => person.Id, person => person.Name, (person, id) => person with { Id = id });
        var (locations, newPlaces) = Merge(keep.Locations ?? [], plan.Locations, place => place.Id, place => place.Name, (place, id) => place with { Id = id });
        var frames = plan.Frames.Select(frame => Renamed(frame, newCast, newPlaces)).ToList();
        return plan with
        {
            Prefix = keep.Prefix ?? plan.Prefix,
            Suffix = keep.Suffix ?? plan.Suffix,
            Negative = keep.Negative ?? plan.Negative,
            Characters = characters,
            Locations = locations,
            Frames = WithKept(frames, keep.Frames ?? []),
        };
    }

    private static (IReadOnlyList<T> All, Dictionary<string, string> NewIds) Merge<T>(
        IReadOnlyList<T> kept, IReadOnlyList<T> planned, Func<T, string> idOf, Func<T, string> nameOf, Func<T, string, T> withId)
    {
        var (all, ids, slugs) = (kept.ToList(), new Dictionary<string, string>(), new Slugs());
        foreach (var one in kept)
            slugs.Of(idOf(one));
        foreach (var one in planned)
        {
            if (kept.FirstOrDefault(known => IsSame(nameOf(known), nameOf(one))) is { } same)
            {
                ids[idOf(one)] = idOf(same);
                continue;
            }

            ids[idOf(one)] = slugs.Of(idOf(one));
            all.Add(withId(one, ids[idOf(one)]));
        }

        return (all, ids);
    }

    // "Mara" and "Mara Lind" are one.
    private static bool IsSame(string kept, string planned) => string.Equals(kept, planned, StringComparison.OrdinalIgnoreCase)
        || kept.StartsWith(planned + " ", StringComparison.OrdinalIgnoreCase) || planned.StartsWith(kept + " ", StringComparison.OrdinalIgnoreCase);

    private static SceneFrame Renamed(SceneFrame frame, Dictionary<string, string> cast, Dictionary<string, string> places) => frame with
    {
        Cast = [.. frame.Cast.Select(id => cast.GetValueOrDefault(id, id)).Distinct()],
        Outfits = frame.Outfits.ToDictionary(outfit => cast.GetValueOrDefault(outfit.Key, outfit.Key), outfit => outfit.Value),
        LocationId = frame.LocationId is { } id ? places.GetValueOrDefault(id, id) : null,
    };

    // What is kept beyond the plan's end has no frame here; whoever asked still has it.
    private static List<SceneFrame> WithKept(List<SceneFrame> frames, IReadOnlyList<KeptFrame> kept)
    {
        foreach (var keep in kept.Where(keep => keep.Number >= 1 && keep.Number <= frames.Count))
            frames[keep.Number - 1] = keep.Cells is { } cells ? FrameCells.Take(frames[keep.Number - 1], keep.Frame, cells) : keep.Frame;

        return frames;
    }
}
