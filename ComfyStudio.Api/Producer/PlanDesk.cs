using ComfyStudio.Api.Producer.Families;
using ComfyStudio.Api.Producer.Lists;

namespace ComfyStudio.Api.Producer;

/// <summary>Where every plan passes: lists are taken as they are, stories and wishes go to whoever plans here, and what is kept is kept.</summary>
internal sealed class PlanDesk(IScenePlanner stories) : IScenePlanner
{
    public async Task<ScenePlan> PlanAsync(SceneRequest request, CancellationToken cancellationToken)
    {
        var plan = ShotLists.Read(request.Text) is { } list ? PlanOf(list, request) : await stories.PlanAsync(request, cancellationToken);
        return request.Keep is { } keep ? KeptPlan.Of(plan, keep) : plan;
    }

    public async Task<SceneFrame> ReviseAsync(ShotWish wish, CancellationToken cancellationToken)
    {
        var (before, after) = (wish.Shot, await stories.ReviseAsync(wish, cancellationToken));
        var people = (wish.Known.Characters ?? []).ToDictionary(person => person.Id);
        var cast = after.Cast.Where(people.ContainsKey).ToList();
        return after with
        {
            // What was said before of those who stay is not taken back by silence.
            Cast = cast,
            Outfits = cast.Select(id => (Id: id, Worn: after.Outfits.GetValueOrDefault(id) ?? before.Outfits.GetValueOrDefault(id)))
                .Where(one => one.Worn is not null && people[one.Id].Outfits.Any(outfit => outfit.Id == one.Worn)).ToDictionary(one => one.Id, one => one.Worn!),
            LocationId = after.LocationId is { } place && (wish.Known.Locations ?? []).All(known => known.Id != place) ? before.LocationId : after.LocationId,
        };
    }

    private static ScenePlan PlanOf(ShotList list, SceneRequest request) => new()
    {
        Kind = list.Kind,
        Title = list.Title ?? list.Frames[0].Title,
        // Nothing is added to words that somebody chose.
        Prefix = "",
        Suffix = "",
        Negative = (ModelFamilies.Find(request.Family) ?? ModelFamilies.Default).Negative,
        Keywords = new Dictionary<string, IReadOnlyList<string>>(),
        Characters = list.Characters,
        Locations = list.Locations,
        Frames = list.Frames,
        Warnings = request.Frames is { } asked && asked != list.Frames.Count
            ? [$"The text is a list of {list.Frames.Count} shots, and so many they stay: the {asked} frames asked for are for stories."]
            : [],
    };
}
