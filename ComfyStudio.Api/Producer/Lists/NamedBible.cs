namespace ComfyStudio.Api.Producer.Lists;

/// <summary>The people and places that a list names, each once. How they look the list does not say, and nothing is made up.</summary>
internal sealed class NamedBible
{
    private readonly Slugs _people = new();
    private readonly Slugs _places = new();
    private readonly Dictionary<string, SceneCharacter> _characters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SceneLocation> _locations = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<SceneCharacter> Characters => [.. _characters.Values];

    public IReadOnlyList<SceneLocation> Locations => [.. _locations.Values];

    public string Character(string name)
    {
        if (!_characters.TryGetValue(name, out var character))
            _characters[name] = character = new SceneCharacter(_people.Of(name), name, "", []);
        return character.Id;
    }

    public string Location(string name, string looks)
    {
        if (!_locations.TryGetValue(name, out var location))
            _locations[name] = location = new SceneLocation(_places.Of(name), name, looks, "");
        return location.Id;
    }
}
