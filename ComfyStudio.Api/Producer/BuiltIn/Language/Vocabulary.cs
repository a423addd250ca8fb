using System.Text;

namespace ComfyStudio.Api.Producer.BuiltIn.Language;

/// <summary>What is known of the words of one language: <c>Words/{language}.txt</c>, built into the program.</summary>
internal sealed class Vocabulary
{
    public static readonly Vocabulary English = new("en");
    public static readonly Vocabulary German = new("de");

    private static readonly string[] Nouns = ["women", "men", "persons", "animals", "clothes", "body", "places"];

    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal);
    private readonly List<string[]> _synonyms = [];

    private Vocabulary(string language)
    {
        Language = language;
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream($"words.{language}.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
                section = line.Trim('[', ']', ' ');
            else if (!line.StartsWith('#'))
                Add(section, line);
        }

        Verbs = new Verbs(Entries("verbs").Concat(Entries("speech")));
    }

    public string Language { get; }

    public bool IsEnglish => Language == "en";

    public Verbs Verbs { get; }

    /// <summary>Words for the same thing.</summary>
    public IReadOnlyList<string[]> Synonyms => _synonyms;

    /// <summary>The language most of whose small words are in the text; English when it cannot be told.</summary>
    public static Vocabulary Of(string text)
    {
        var words = Tokens.Of(text).Select(token => token.Lower).ToList();
        return words.Count(word => German.Has("stop", word)) > words.Count(word => English.Has("stop", word)) ? German : English;
    }

    public bool Has(string section, string word) => _sections.TryGetValue(section, out var words) && words.ContainsKey(word);

    /// <returns>What the word stands for, itself where nothing is noted; null when it is not in the section.</returns>
    public string? Meaning(string section, string word) => _sections.TryGetValue(section, out var words) ? words.GetValueOrDefault(word) : null;

    public IEnumerable<string> Entries(string section) => _sections.TryGetValue(section, out var words) ? words.Keys : [];

    /// <summary>A noun of the section, also in another case.</summary>
    public string? Noun(string section, string word)
    {
        if (Meaning(section, word) is { } exact)
            return exact;
        if (IsEnglish)
            return null;
        foreach (var ending in (string[])["es", "s", "en", "n", "e"])
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal) && Meaning(section, word[..^ending.Length]) is { } bare)
                return bare;
        }

        return Compound(section, word);
    }

    public bool IsNoun(string word) => Nouns.Any(section => Noun(section, word) is not null);

    public bool IsKnown(string word) => _sections.Any(section => !section.Key.StartsWith("names", StringComparison.Ordinal) && section.Value.ContainsKey(word));

    /// <summary>An adjective as an English one, where it is known.</summary>
    public string Adjective(string word)
    {
        if (IsEnglish)
            return word;
        if (Meaning("adjectives", word) is { } exact)
            return exact;
        foreach (var ending in (string[])["en", "er", "es", "em", "e"])
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) && Meaning("adjectives", word[..^ending.Length]) is { } bare)
                return bare;
        }

        return word;
    }

    // "Fischerdorf": what a German compound is, its last part says.
    private string? Compound(string section, string word) => Entries(section)
        .Where(noun => noun.Length >= 4 && word.Length > noun.Length + 2 && word.EndsWith(noun, StringComparison.Ordinal))
        .OrderByDescending(noun => noun.Length).Select(noun => Meaning(section, noun)).FirstOrDefault();

    private void Add(string section, string line)
    {
        if (!_sections.TryGetValue(section, out var words))
            _sections[section] = words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (section == "synonyms")
                _synonyms.Add(entry.Split(':', ','));
            var (word, meaning) = entry.Split('=') is [var left, var right] ? (left, right) : (entry, entry);
            words.TryAdd(Plain(section.StartsWith("names", StringComparison.Ordinal) ? word : word.ToLowerInvariant()), Plain(meaning));
        }
    }

    private static string Plain(string entry) => entry.Replace('_', ' ');
}
