namespace ComfyStudio.Api.Producer;

/// <summary>The cells of a frame, as they are called where some of them are locked.</summary>
internal static class FrameCells
{
    private static readonly Dictionary<string, Func<SceneFrame, SceneFrame, SceneFrame>> Takers = new()
    {
        ["title"] = static (to, from) => to with { Title = from.Title },
        ["action"] = static (to, from) => to with { Action = from.Action },
        ["description"] = static (to, from) => to with { Description = from.Description },
        ["shotType"] = static (to, from) => to with { ShotType = from.ShotType },
        ["cast"] = static (to, from) => to with { Cast = from.Cast },
        ["outfits"] = static (to, from) => to with { Outfits = from.Outfits },
        ["locationId"] = static (to, from) => to with { LocationId = from.LocationId },
        ["timeOfDay"] = static (to, from) => to with { TimeOfDay = from.TimeOfDay },
        ["durationMs"] = static (to, from) => to with { DurationMs = from.DurationMs },
        ["notes"] = static (to, from) => to with { Notes = from.Notes },
    };

    public static IReadOnlyCollection<string> All => Takers.Keys;

    /// <returns><paramref name="to"/> with the named cells of <paramref name="from"/>; names that no frame has are passed over.</returns>
    public static SceneFrame Take(SceneFrame to, SceneFrame from, IEnumerable<string> cells) =>
        cells.Where(Takers.ContainsKey).Aggregate(to, (frame, cell) => Takers[cell](frame, from));
}
