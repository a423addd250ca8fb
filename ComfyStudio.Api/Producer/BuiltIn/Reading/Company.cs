using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>Who has been spoken of so far, and how long ago.</summary>
internal sealed class Company(Vocabulary words)
{
    private readonly List<Person> _people = [];

    // The last one mentioned comes last.
    private readonly List<Person> _recent = [];
    private readonly Dictionary<Person, int> _since = [];
    private int _number;

    /// <summary>In the order of their coming.</summary>
    public IReadOnlyList<Person> People => _people;

    public void BeginMoment() => _number++;

    public void Add(Person person) => _people.Add(person);

    /// <returns>Null when there is nobody like that.</returns>
    public Person? Last(Func<Person, bool> isMeant) => _recent.LastOrDefault(isMeant);

    public Person? Last() => _recent.LastOrDefault();

    /// <summary>Spoken of in this moment.</summary>
    public bool IsHere(Person person) => _since[person] == _number;

    /// <summary>Spoken of in this moment, or in one of so many before it.</summary>
    public bool IsRecent(Person person, int moments) => _since.TryGetValue(person, out var since) && since >= _number - moments;

    /// <param name="isPossessive">Whose something is: that alone does not say that the owner is there.</param>
    public void Mention(Moment moment, int index, Person person, bool isPossessive = false)
    {
        moment.Means[index] = person;
        person.Mentions++;
        if (!moment.Cast.Contains(person) && (!isPossessive || Possession.ShowsOwner(moment, index, words)))
            moment.Cast.Add(person);
        _since[person] = _number;
        _recent.Remove(person);
        _recent.Add(person);
    }
}
