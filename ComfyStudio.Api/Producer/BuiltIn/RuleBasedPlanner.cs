using ComfyStudio.Api.Producer.BuiltIn.Reading;
using ComfyStudio.Api.Producer.BuiltIn.Writing;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.BuiltIn;

/// <summary>Plans by rules alone: needs no model, asks nobody, and answers the same to the same.</summary>
internal sealed class RuleBasedPlanner : IScenePlanner, IProducerHealth
{
    public string Name => "Built in";

    public Task<string?> FindProblemAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<ScenePlan> PlanAsync(SceneRequest request, CancellationToken cancellationToken) => Task.FromResult(Plan(request));

    public Task<SceneFrame> ReviseAsync(ShotWish wish, CancellationToken cancellationToken) => Task.FromResult(WishReader.Carry(wish));

    internal static ScenePlan Plan(SceneRequest request)
    {
        var family = ModelFamilies.Find(request.Family) ?? ModelFamilies.Default;
        var frames = request.Frames ?? SceneRequestCheck.UsualFrames;
        var story = StoryReader.Read(request.Text, frames);
        var warnings = new List<string>();
        var stages = Stages(request.Arc, frames, warnings);
        var bible = new Bible(story, family.Dialect);
        var keywords = new Keywords(story);
        var (style, palette) = Genre.Of(story, family.Dialect);
        var beats = Beats.Of(Enough(story, frames), stages);
        Remark(story, beats, warnings);
        return new ScenePlan
        {
            Kind = ScenePlanKind.Story,
            Title = story.Title ?? TitleOf(story),
            Prefix = Join(family.Quality, Genre.Asked(request.Text) ?? style),
            Suffix = palette,
            Negative = family.Negative,
            Keywords = keywords.All,
            Characters = bible.Characters,
            Locations = bible.Locations,
            Frames = [.. new FrameWriter(story, bible, new ActionWriter(story.Words, family.Dialect, keywords)).Write(beats)],
            Warnings = [.. warnings, .. bible.Warnings],
        };
    }

    private static IReadOnlyList<Stage> Stages(string? arc, int frames, List<string> warnings)
    {
        if (string.IsNullOrWhiteSpace(arc))
            return StoryArc.Usual(frames);
        if (StoryArc.Parse(arc, frames) is { } own)
            return own;
        warnings.Add("The arc names no parts, so the usual one is used. Write its parts one after another: arrival; the storm 3; rescue; calm.");
        return StoryArc.Usual(frames);
    }

    // With room to spare, the place is shown before anything happens.
    private static IReadOnlyList<Moment> Enough(Story story, int frames)
    {
        var first = story.Moments[0];
        if (story.Moments.Count >= frames || first.Place is not { } place)
            return story.Moments;
        var view = $"view over {(place.IsNamed ? "" : "the ")}{place.Looks}, no people";
        return [new Moment(view, view, []) { Place = place, Time = first.Time, Visual = Beats.OnceOnly }, .. story.Moments];
    }

    private static void Remark(Story story, IReadOnlyList<Beat> beats, List<string> warnings)
    {
        if (beats.Count(beat => beat.Copy > 0) is > 0 and var copies)
            warnings.Add($"The story is short for {beats.Count} frames: {copies} of them show what another shows, from another side.");
        if (!story.Words.IsEnglish)
            warnings.Add("The story is in German and is not translated: most image models understand English better. People and places are in English where their words are known.");
    }

    private static string TitleOf(Story story) => (story.Cast.Where(person => person.Names.Count > 0).Take(2).ToList(), story.Places.FirstOrDefault()) switch
    {
        ([var one, var other], _) => $"{one.Name} {(story.Words.IsEnglish ? "and" : "und")} {other.Name}",
        ([var one], { } place) when story.Words.IsEnglish && !place.IsNamed => $"{one.Name} and the {string.Join(' ', place.Adjectives.Take(1).Append(place.Noun))}",
        _ => FrameTitle.Of(SentenceShaper.Shape(story.Moments[0], story.Words)),
    };

    private static string Join(params IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part.Length > 0));
}
