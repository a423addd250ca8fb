using System.Text.RegularExpressions;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Producer.BuiltIn.Reading;

namespace ComfyStudio.Api.Producer.Answers;

/// <summary>
/// Nobody is renamed. The names are those of the story and of the people who are known already; who is called otherwise gets the name back where
/// it is plain who is meant, and is pointed out where it is not.
/// </summary>
internal static class NameKeeper
{
    public static ReadAnswer Keep(ReadAnswer answer, SceneRequest request)
    {
        var plan = answer.Plan!;
        // Mere prompts name nobody, and need not.
        if (plan.Characters.Count == 0)
            return answer;
        var names = NamesOf(request);
        var missing = names.Where(name => !Occurs(plan, name)).ToList();
        var known = request.Keep?.Characters ?? [];
        var strangers = plan.Characters.Where(person => known.All(one => one.Id != person.Id) && !Contains(request.Text, person.Name)).ToList();
        var renamed = Pairs(missing, strangers).Concat(Pairs(known, strangers)).DistinctBy(pair => pair.Stranger.Id).ToList();
        return answer with
        {
            Plan = renamed.Aggregate(plan, (all, pair) => Rename(all, pair.Stranger, pair.Name, request)),
            Flaws =
            [
                .. answer.Flaws,
                .. renamed.Select(pair => $"'{pair.Stranger.Name}' is {pair.Name} in the story, and is called so again."),
                .. missing.Except(renamed.Select(pair => pair.Name)).Select(name => $"{name} of the story is in no frame."),
            ],
        };
    }

    private static List<string> NamesOf(SceneRequest request) =>
        [.. StoryReader.Read(request.Text, 1).Cast.Where(person => person.IsNamed && person.Mentions > 1).Select(person => person.Name)];

    // "Marla" for "Mara", or the only one who is missing and the only one whom the story does not know.
    private static IEnumerable<(string Name, SceneCharacter Stranger)> Pairs(List<string> missing, List<SceneCharacter> strangers)
    {
        if (missing.Count == 1 && strangers.Count == 1)
            return [(missing[0], strangers[0])];
        return missing.Select(name => (name, stranger: strangers.FirstOrDefault(person => IsLike(person.Name, name))!)).Where(pair => pair.stranger is not null);
    }

    private static IEnumerable<(string Name, SceneCharacter Stranger)> Pairs(IReadOnlyList<SceneCharacter> known, List<SceneCharacter> strangers) => strangers
        .Select(stranger => (known.FirstOrDefault(person => IsLike(person.Name, stranger.Name))?.Name!, stranger)).Where(pair => pair.Item1 is not null);

    // Somebody who is known but was written under another name is that one.
    private static ScenePlan Rename(ScenePlan plan, SceneCharacter stranger, string name, SceneRequest request)
    {
        var same = (request.Keep?.Characters ?? []).FirstOrDefault(person => person.Name == name);
        var id = same?.Id ?? stranger.Id;
        return plan with
        {
            Title = Replace(plan.Title, stranger.Name, name),
            Characters = same is null
                ? [.. plan.Characters.Select(person => person == stranger ? person with { Name = name } : person)]
                : [.. plan.Characters.Where(person => person != stranger)],
            Frames = [.. plan.Frames.Select(frame => frame with
            {
                Title = Replace(frame.Title, stranger.Name, name),
                Action = Replace(frame.Action, stranger.Name, name),
                Description = Replace(frame.Description, stranger.Name, name),
                Notes = Replace(frame.Notes, stranger.Name, name),
                Cast = [.. frame.Cast.Select(one => one == stranger.Id ? id : one).Distinct()],
                Outfits = frame.Outfits.Where(outfit => id == stranger.Id || outfit.Key != stranger.Id).ToDictionary(),
            })],
        };
    }

    private static bool Occurs(ScenePlan plan, string name) => name.Split(' ').Any(part => char.IsUpper(part[0])
        && (plan.Characters.Any(person => Contains(person.Name, part)) || plan.Frames.Any(frame => Contains(frame.Action, part) || Contains(frame.Description, part))));

    private static bool Contains(string text, string name) => name.Length > 0 && name.Split(' ').Any(part => part.Length > 0 && Regex.IsMatch(text, $@"\b{Regex.Escape(part)}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    internal static string Replace(string text, string from, string to) => Regex.Replace(text, $@"\b{Regex.Escape(from)}\b", to.Replace("$", "$$", StringComparison.Ordinal), RegexOptions.CultureInvariant);

    private static bool IsLike(string one, string other) => CloseMatches.Find(one, [other]).Count > 0;
}
