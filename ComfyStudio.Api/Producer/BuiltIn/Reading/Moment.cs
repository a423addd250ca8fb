using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>One thing that happens: a sentence of the story, or a part of one.</summary>
internal sealed class Moment(string source, string seen, IReadOnlyList<string> said)
{
    /// <summary>As it stands in the story.</summary>
    public string Source { get; } = source;

    /// <summary>Without what is said.</summary>
    public string Seen { get; } = seen;

    public IReadOnlyList<string> Said { get; } = said;

    public IReadOnlyList<Token> Tokens { get; } = Language.Tokens.Of(seen);

    /// <summary>Who is in it, in the order of their coming.</summary>
    public List<Person> Cast { get; } = [];

    /// <summary>To whom something is said.</summary>
    public Person? Listener { get; set; }

    /// <summary>It only tells how somebody looks.</summary>
    public bool IsDescription { get; set; }

    /// <summary>Whom each word means, by its number: names, roles, pronouns.</summary>
    public Dictionary<int, Person> Means { get; } = [];

    /// <summary>Whom "they" means, by the number of the word.</summary>
    public Dictionary<int, IReadOnlyList<Person>> Groups { get; } = [];

    public Place? Place { get; set; }

    public string? Time { get; set; }

    /// <summary>How much there is to see.</summary>
    public double Visual { get; set; }

    /// <summary>How much is at stake.</summary>
    public double Drama { get; set; }
}

/// <summary>Somebody of the story, as far as it has been read.</summary>
internal sealed class Person(string name)
{
    public string Name { get; set; } = name;

    /// <summary><c>f</c>, <c>m</c>, or nothing as long as it is not told.</summary>
    public char? Gender { get; set; }

    /// <summary>What the person is, in English: fisherman, fox.</summary>
    public string? Role { get; set; }

    public bool IsNamed { get; set; }

    public bool IsAnimal { get; set; }

    /// <summary>Nouns of the story that mean this person.</summary>
    public HashSet<string> Heads { get; } = [];

    /// <summary>Parts of the name, each of which means this person.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    public List<string> Adjectives { get; } = [];

    public List<string> Features { get; } = [];

    public List<string> Clothes { get; } = [];

    public int Mentions { get; set; }

    public bool Fits(char gender) => Gender is null || Gender == gender;
}

internal sealed class Place(string head, string noun)
{
    /// <summary>The word of the story.</summary>
    public string Head { get; } = head;

    /// <summary>In English, where it is known.</summary>
    public string Noun { get; } = noun;

    public bool IsNamed { get; init; }

    /// <summary>Of a lighthouse: "at Corran Point".</summary>
    public string? Where { get; set; }

    public string Looks => string.Join(' ', Adjectives.Append(Noun).Append(Where).OfType<string>());

    public List<string> Adjectives { get; } = [];

    public List<string> Air { get; } = [];
}
