using ComfyStudio.Api.Producer.BuiltIn.Language;
using ComfyStudio.Api.Producer.BuiltIn.Reading;
using ComfyStudio.Api.Producer.Families;
using ComfyStudio.Api.Prompts;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>Writes down what stays the same: how people and places look, as words of a prompt.</summary>
internal sealed class BibleWriter(Vocabulary words, PromptDialect dialect)
{
    private static readonly string[] Hair = ["short dark hair", "long brown hair", "curly black hair", "tied-back blond hair", "shoulder-length auburn hair", "cropped brown hair"];
    private static readonly string[] MensHair = ["short dark hair", "curly black hair", "cropped brown hair", "short blond hair", "short auburn hair", "wavy brown hair"];
    private static readonly string[] Colours = ["dark blue", "grey", "dark green", "brown", "dark red", "cream-coloured"];

    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _taken = [];

    public IReadOnlyList<string> Warnings => _warnings;

    public SceneCharacter Write(Person person, string id)
    {
        var (features, clothes, proposed) = (person.Features.ToList(), person.Clothes.ToList(), new List<string>());
        if (IsLeftOpen(person))
            Propose(person, features, clothes, proposed);
        if (proposed.Count > 0)
            _warnings.Add($"The story does not say how {(person.IsNamed || !words.IsEnglish ? person.Name : "the " + person.Name.ToLowerInvariant())} looks. {Quote(proposed)} {(proposed.Count > 1 ? "are proposals" : "is a proposal")}: change it among the people if it does not fit.");
        return new SceneCharacter(id, person.Name, Looks(person, features), clothes.Count == 0 ? [] : [new SceneOutfit("usual", "Usual", Worn(clothes))]);
    }

    public SceneLocation Write(Place place, string id)
    {
        var noun = place.Looks;
        var name = place.IsNamed ? place.Head : char.ToUpperInvariant(place.Head[0]) + place.Head[1..];
        var looks = dialect is PromptDialect.Prose && !place.IsNamed ? Articled(noun) : noun;
        return new SceneLocation(id, name, looks, string.Join(", ", place.Air));
    }

    public static string Articled(string noun) => noun is [.., not 's', 's'] ? noun : (noun[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ") + noun;

    // An image must show something: what is left open would be another thing in each.
    private bool IsLeftOpen(Person person) => !person.IsAnimal && !person.Heads.Any(head => words.Has("inhuman", head)) && (person.Features.Count == 0 || person.Clothes.Count == 0);

    private void Propose(Person person, List<string> features, List<string> clothes, List<string> proposed)
    {
        var drawing = new Drawing(0, person.Name);
        var isOld = person.Adjectives.Contains("old") || person.Role?.StartsWith("old", StringComparison.Ordinal) is true;
        var (hair, colour) = (isOld ? "grey hair" : Draw(person.Gender is 'm' ? MensHair : Hair, drawing), Draw(Colours, drawing));
        if (features.Count == 0)
            Add(features, hair, proposed);
        if (clothes.Count == 0 && !person.Heads.Any(head => words.Has("clothed", head)))
            Add(clothes, $"{colour} clothes", proposed);
    }

    // No two of a story get the same, as long as there is another.
    private string Draw(string[] choices, Drawing drawing)
    {
        var first = drawing.Next(choices.Length);
        var free = Enumerable.Range(0, choices.Length).Select(step => choices[(first + step) % choices.Length]).FirstOrDefault(choice => !_taken.Contains(choice));
        _taken.Add(free ?? choices[first]);
        return free ?? choices[first];
    }

    private static void Add(List<string> list, string what, List<string> proposed)
    {
        list.Add(what);
        proposed.Add(what);
    }

    private string Looks(Person person, List<string> features)
    {
        var role = person.Role ?? person.Gender switch { 'f' => "woman", 'm' => "man", _ => "person" };
        var adjectives = person.Adjectives.Where(adjective => !role.Contains(adjective, StringComparison.Ordinal)).ToList();
        if (dialect is not PromptDialect.Tags && !person.IsAnimal && person.Gender is { } gender && words.Entries("persons").Any(entry => words.Meaning("persons", entry) == role))
            adjectives.Insert(adjectives.TakeWhile(adjective => !words.IsNoun(adjective)).Count(), gender == 'f' ? "female" : "male");
        var noun = string.Join(' ', adjectives.Append(role));
        return dialect switch
        {
            PromptDialect.Prose => Articled(noun) + (features.Count > 0 ? $" with {Listed(features)}" : ""),
            PromptDialect.Tags => string.Join(", ", [.. Counted(person), .. noun is "girl" or "boy" ? Array.Empty<string>() : [noun], .. features]),
            _ => string.Join(", ", [noun, .. features]),
        };
    }

    private static IEnumerable<string> Counted(Person person) => person switch
    {
        { IsAnimal: true } => ["animal"],
        { Gender: 'f' } => ["1girl"],
        { Gender: 'm' } => ["1boy"],
        _ => [],
    };

    private string Worn(List<string> clothes) => dialect is PromptDialect.Tags ? string.Join(", ", clothes)
        : "wearing " + Listed([.. clothes.Select(Articled)]);

    private static string Listed(List<string> things) =>
        things.Count == 1 ? things[0] : $"{string.Join(", ", things.SkipLast(1))} and {things[^1]}";

    private static string Quote(IReadOnlyList<string> things) => string.Join(" and ", things.Select(thing => $"“{thing}”"));
}
