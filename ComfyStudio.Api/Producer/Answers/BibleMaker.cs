using System.Text.Json;

namespace ComfyStudio.Api.Producer.Answers;

/// <summary>The people and places of an answer. Those that are known already are taken from what is known, whatever the answer makes of them.</summary>
internal sealed class BibleMaker
{
    private const int LongestName = 100;
    private const int LongestLooks = 500;
    private const int Most = 40;

    private readonly List<SceneCharacter> _characters = [];
    private readonly List<SceneLocation> _locations = [];
    private readonly Dictionary<string, string> _people = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string From, string To)> _otherNames = [];
    private readonly Slugs _ids = new();
    private readonly Slugs _placeIds = new();

    public IReadOnlyList<SceneCharacter> Characters => _characters;

    public IReadOnlyList<SceneLocation> Locations => _locations;

    public void Read(JsonElement answer, KeptScenes? keep)
    {
        foreach (var known in keep?.Characters ?? [])
            Add(known);
        foreach (var known in keep?.Locations ?? [])
            Add(known);
        foreach (var person in Fields.Items(answer, "characters").Take(Most))
            ReadCharacter(person);
        foreach (var place in Fields.Items(answer, "locations").Take(Most))
            ReadLocation(place);
    }

    /// <summary>Names by which the answer calls people who are known by others.</summary>
    public IReadOnlyList<(string From, string To)> OtherNames => _otherNames;

    public string? FindCharacter(string idOrName) => _people.GetValueOrDefault(idOrName);

    public string? FindLocation(string idOrName) => _places.GetValueOrDefault(idOrName);

    public IReadOnlyDictionary<string, string> OutfitsOf(JsonElement frame, IReadOnlyList<string> cast)
    {
        var worn = Fields.Pairs(frame, "outfits").Select(pair => (Who: pair.Name, What: Fields.Text(pair.Value, LongestName)))
            .Concat(Fields.Items(frame, "outfits").Select(pair => (Who: Fields.Text(pair, "character", LongestName), What: Fields.Text(pair, "outfit", LongestName))));
        var outfits = new Dictionary<string, string>();
        foreach (var (who, what) in worn)
        {
            if (FindCharacter(who) is { } id && cast.Contains(id) && _characters.First(person => person.Id == id).Outfits.Any(outfit => outfit.Id == what))
                outfits[id] = what;
        }

        return outfits;
    }

    private void ReadCharacter(JsonElement person)
    {
        var (id, name) = (Fields.Text(person, "id", LongestName), Fields.Text(person, "name", LongestName));
        if (name.Length == 0)
            name = id;
        if (id.Length > 0 && FindCharacter(id) is { } known && _characters.First(one => one.Id == known).Name is var right && !string.Equals(right, name, StringComparison.OrdinalIgnoreCase))
            _otherNames.Add((name, right));
        if (name.Length == 0 || FindCharacter(name) is not null || (id.Length > 0 && FindCharacter(id) is not null))
            return;
        var character = new SceneCharacter(_ids.Of(id.Length > 0 ? id : name), name, Fields.Text(person, "looks", LongestLooks), [.. OutfitsOf(person)]);
        _people.TryAdd(id.Length > 0 ? id : character.Id, character.Id);
        Put(character);
    }

    private static IEnumerable<SceneOutfit> OutfitsOf(JsonElement person)
    {
        var ids = new Slugs();
        foreach (var outfit in Fields.Items(person, "outfits").Take(Most))
        {
            var (id, name) = (Fields.Text(outfit, "id", LongestName), Fields.Text(outfit, "name", LongestName));
            var text = outfit.ValueKind is JsonValueKind.String ? Fields.Text(outfit, LongestLooks) : Fields.Text(outfit, "text", LongestLooks);
            if (text.Length > 0)
                yield return new SceneOutfit(ids.Of(id.Length > 0 ? id : name.Length > 0 ? name : "usual"), name.Length > 0 ? name : "Usual", text);
        }
    }

    private void ReadLocation(JsonElement place)
    {
        var (id, name) = (Fields.Text(place, "id", LongestName), Fields.Text(place, "name", LongestName));
        if (name.Length == 0)
            name = id;
        if (name.Length == 0 || FindLocation(name) is not null || (id.Length > 0 && FindLocation(id) is not null))
            return;
        var location = new SceneLocation(_placeIds.Of(id.Length > 0 ? id : name), name, Fields.Text(place, "looks", LongestLooks), Fields.Text(place, "light", LongestLooks));
        _places.TryAdd(id.Length > 0 ? id : location.Id, location.Id);
        Put(location);
    }

    private void Add(SceneCharacter known)
    {
        _ids.Of(known.Id);
        Put(known);
    }

    private void Add(SceneLocation known)
    {
        _placeIds.Of(known.Id);
        Put(known);
    }

    private void Put(SceneCharacter character)
    {
        _characters.Add(character);
        _people.TryAdd(character.Id, character.Id);
        _people.TryAdd(character.Name, character.Id);
    }

    private void Put(SceneLocation location)
    {
        _locations.Add(location);
        _places.TryAdd(location.Id, location.Id);
        _places.TryAdd(location.Name, location.Id);
    }
}
