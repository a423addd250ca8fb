using ComfyStudio.Api.Producer.BuiltIn.Reading;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>The people and places of a story, with the ids that its frames know them by.</summary>
internal sealed class Bible
{
    private readonly Dictionary<Person, string> _people = [];
    private readonly Dictionary<Place, string> _places = [];

    public Bible(Story story, PromptDialect dialect)
    {
        var (writer, slugs) = (new BibleWriter(story.Words, dialect), new Slugs());
        foreach (var person in story.Cast)
            _people[person] = slugs.Of(person.Name);
        foreach (var place in story.Places)
            _places[place] = slugs.Of(place.Head);
        Characters = [.. _people.Select(person => writer.Write(person.Key, person.Value))];
        Locations = [.. _places.Select(place => writer.Write(place.Key, place.Value))];
        Warnings = writer.Warnings;
    }

    public IReadOnlyList<SceneCharacter> Characters { get; }

    public IReadOnlyList<SceneLocation> Locations { get; }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Who listens may be nobody of the cast.</summary>
    public string? IdOf(Person person) => _people.GetValueOrDefault(person);

    public string? IdOf(Place? place) => place is null ? null : _places.GetValueOrDefault(place);
}
