using System.Text.RegularExpressions;
using ComfyStudio.Api.Producer.BuiltIn.Language;
using ComfyStudio.Api.Producer.BuiltIn.Reading;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>Makes a sentence stand by itself: no "then", no "she" whom nobody knows.</summary>
internal static partial class SentenceShaper
{
    // Those that can go without a comma after them. A German verb comes second: without what led to it, the sentence would be a question.
    private static readonly HashSet<string> Loose =
    [
        "then", "and", "but", "and then", "suddenly", "finally", "meanwhile", "so", "once upon a time", "one day", "at last", "soon", "now", "instead", "und", "aber", "doch",
    ];

    private const int MostNames = 3;

    public static string Call(Person person) => person.IsNamed ? person.Name : $"the {person.Name.ToLowerInvariant()}";

    public static string Shape(Moment moment, Vocabulary words)
    {
        var text = SpeechWriter.Told(WithNames(moment, words), moment, words);
        for (var before = ""; before != text;)
        {
            before = text;
            text = Capital(StripTime(StripLead(words.IsEnglish ? StripOpeningTime(text, words) : text, words), words));
        }

        return words.IsEnglish ? Capital(ThereIs.Replace(text, "")) : text;
    }

    // The first "she" gets her name; the second is plain from then on.
    private static string WithNames(Moment moment, Vocabulary words)
    {
        var named = new HashSet<Person>();
        foreach (var (index, token) in moment.Tokens.Index())
        {
            if (words.IsEnglish && token.Lower is "they" or "we" && moment.Groups.TryGetValue(index, out var group) && group.Count <= MostNames && !named.Overlaps(group))
                return moment.Seen[..token.At] + Call(group) + moment.Seen[token.End..];
            if (!moment.Means.TryGetValue(index, out var person))
                continue;
            if (named.Contains(person) || !(Pronouns.IsSubject(token.Lower, words) || token.Text == "I") || (!words.IsEnglish && !person.IsNamed))
            {
                named.Add(person);
                continue;
            }

            return moment.Seen[..token.At] + Call(person) + Mine(moment.Seen[token.End..], token.Text == "I");
        }

        return moment.Seen;
    }

    private static string Call(IReadOnlyList<Person> group) => $"{string.Join(", ", group.SkipLast(1).Select(Call))} and {Call(group[^1])}";

    private static string Mine(string text, bool isTeller) => isTeller ? My.Replace(text, "their") : text;

    private static string StripLead(string text, Vocabulary words)
    {
        foreach (var lead in words.Entries("leads").OrderByDescending(lead => lead.Length))
        {
            if (!text.StartsWith(lead, StringComparison.OrdinalIgnoreCase) || text.Length <= lead.Length + 1)
                continue;
            var rest = text[lead.Length..];
            if (rest[0] == ',' || (rest[0] == ' ' && Loose.Contains(lead)))
                return rest.TrimStart(' ', ',');
        }

        return text;
    }

    // "At dawn, Mara rows": the time has a cell of its own.
    private static string StripTime(string text, Vocabulary words)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || comma > 40)
            return text;
        var phrase = Tokens.Of(text[..comma]);
        return phrase.Count <= 5 && phrase.Any(word => words.Has("times", word.Lower)) && phrase.Skip(1).All(word => !word.IsCapital || !words.IsEnglish)
            && phrase.All(word => words.Verbs.Find(word.Lower) is null or { Kind: VerbKind.Base }) ? text[(comma + 1)..].Trim() : text;
    }

    // "At midnight Emma runs"
    private static string StripOpeningTime(string text, Vocabulary words)
    {
        var match = OpeningTime.Match(text);
        var rest = text[match.Length..].TrimStart(' ', ',');
        return match.Success && words.Has("times", match.Groups["time"].Value.ToLowerInvariant()) && Tokens.Of(rest).Count > 2 ? rest : text;
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(@"^(?:once )?there (?:once )?(?:is|was|were|are|lived|stood|lives|stands) ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ThereIs { get; }

    [GeneratedRegex(@"^(?:At|In the|By|Before|Every|Each|That|One|During the) (?:next |early |late |same )?(?<time>\p{L}+)\b", RegexOptions.CultureInvariant)]
    private static partial Regex OpeningTime { get; }

    [GeneratedRegex(@"\bmy\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex My { get; }
}
