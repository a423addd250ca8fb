using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Sequences.Document;

namespace ComfyStudio.Api.Sequences.Planning;

/// <summary>Takes a producer's plan over into a sequence: people and places that are there stay as people left them, and so do locked cells.</summary>
internal static class PlanAdoption
{
    /// <summary>What a new plan must not touch.</summary>
    public static KeptScenes? KeptOf(Sequence sequence) => sequence.Frames.Count == 0 && sequence.Characters.Count == 0 && sequence.Locations.Count == 0
        ? null
        : new KeptScenes(
            Filled(sequence.Style.Prefix), Filled(sequence.Style.Suffix), Filled(sequence.Style.Negative),
            [.. sequence.Characters.Select(Scene)], [.. sequence.Locations.Select(Scene)],
            [.. sequence.Frames.Index().Where(frame => frame.Item.Locks.Count > 0).Select(frame => new KeptFrame(frame.Index + 1, Scene(frame.Item), frame.Item.Locks))]);

    public static Sequence Adopt(Sequence sequence, ScenePlan plan, Func<string> newId)
    {
        var frames = plan.Frames.Select((scene, i) => Over(sequence.Frames.ElementAtOrDefault(i) ?? new Frame { Id = newId() }, scene)).ToList();

        // Somebody wanted to keep these, however few frames the new plan has.
        frames.AddRange(sequence.Frames.Skip(plan.Frames.Count).Where(frame => frame.Locks.Count > 0));
        return Editing.FrameList.Replace(
            sequence with
            {
                Source = sequence.Source with { Kind = KindOf(plan.Kind), Warnings = plan.Warnings.Count == 0 ? null : plan.Warnings, Problem = null },
                Style = StyleOf(sequence.Style, plan),
                Characters = Merge(sequence.Characters, plan.Characters.Select(Character), person => (person.Id, person.Name)),
                Locations = Merge(sequence.Locations, plan.Locations.Select(Location), place => (place.Id, place.Name)),
            },
            frames);
    }

    /// <summary>What somebody wishes of a frame.</summary>
    public static ShotWish WishOf(Sequence sequence, Frame frame, string words) => new(
        words,
        Scene(frame),
        new KeptScenes(Filled(sequence.Style.Prefix), Characters: [.. sequence.Characters.Select(Scene)], Locations: [.. sequence.Locations.Select(Scene)]),
        sequence.Family,
        sequence.Frames.TakeWhile(other => other.Id != frame.Id).LastOrDefault()?.Action,
        sequence.Frames.SkipWhile(other => other.Id != frame.Id).ElementAtOrDefault(1)?.Action);

    /// <summary>A frame with what was planned for it; its locked cells stay.</summary>
    public static Frame Over(Frame frame, SceneFrame scene)
    {
        var kept = FrameCells.Take(scene, Scene(frame), frame.Locks);
        return frame with
        {
            Title = kept.Title,
            Action = kept.Action,
            Description = kept.Description,
            ShotType = kept.ShotType,
            Cast = kept.Cast,
            Outfits = kept.Outfits,
            LocationId = kept.LocationId,
            TimeOfDay = kept.TimeOfDay,
            DurationMs = kept.DurationMs,
            Notes = kept.Notes,
            PromptOverride = frame.Locks.Contains("promptOverride") ? frame.PromptOverride : null,
        };
    }

    private static SequenceStyle StyleOf(SequenceStyle style, ScenePlan plan) => style with
    {
        Prefix = Filled(style.Prefix) ?? plan.Prefix,
        Suffix = Filled(style.Suffix) ?? plan.Suffix,
        Negative = Filled(style.Negative) ?? plan.Negative,
        Keywords = style.Keywords is { Count: > 0 } own ? own : plan.Keywords,
    };

    /// <summary>Those that are there, then those that are new by id and by name.</summary>
    private static IReadOnlyList<T> Merge<T>(IReadOnlyList<T> there, IEnumerable<T> planned, Func<T, (string Id, string Name)> naming) =>
    [
        .. there,
        .. planned.Where(each => there.All(known => naming(known).Id != naming(each).Id && !string.Equals(naming(known).Name, naming(each).Name, StringComparison.OrdinalIgnoreCase))),
    ];

    private static string KindOf(ScenePlanKind kind) => kind switch
    {
        ScenePlanKind.Story => "story",
        ScenePlanKind.ShotList => "shotList",
        ScenePlanKind.Csv => "csv",
        ScenePlanKind.Fountain => "fountain",
        _ => throw new InvalidOperationException($"Nothing known about {kind}."),
    };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static Character Character(SceneCharacter person) =>
        new(person.Id, person.Name, person.Looks, [.. person.Outfits.Select(outfit => new Outfit(outfit.Id, outfit.Name, outfit.Text))]);

    private static Location Location(SceneLocation place) => new(place.Id, place.Name, place.Looks, place.Light);

    private static SceneCharacter Scene(Character person) =>
        new(person.Id, person.Name, person.Looks ?? "", [.. (person.Outfits ?? []).Select(outfit => new SceneOutfit(outfit.Id, outfit.Name, outfit.Text ?? ""))]);

    private static SceneLocation Scene(Location place) => new(place.Id, place.Name, place.Looks ?? "", place.Light ?? "");

    private static SceneFrame Scene(Frame frame) => new()
    {
        Title = frame.Title,
        Action = frame.Action,
        Description = frame.Description,
        ShotType = frame.ShotType,
        Cast = frame.Cast,
        Outfits = frame.Outfits,
        LocationId = frame.LocationId,
        TimeOfDay = frame.TimeOfDay,
        DurationMs = frame.DurationMs,
        Notes = frame.Notes,
    };
}
