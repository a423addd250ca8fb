using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>The name of whom a role belongs to: "the fox Rufus", "a girl with red hair named Mara", "Mara, an old fisherwoman", "Miko, the ship's cat", "Mara was a baker".</summary>
internal static class Apposition
{
    public static string? Find(Moment moment, NounPhrase phrase, IEnumerable<string> names, Vocabulary words)
    {
        var known = names.ToHashSet();
        return After(moment, phrase, known) ?? Before(moment, phrase, known, words);
    }

    private static string? After(Moment moment, NounPhrase phrase, HashSet<string> names)
    {
        var next = phrase.Head + 1;
        if (next >= moment.Tokens.Count)
            return null;
        if (NamedAt(moment, next) is { } named)
            return NameAt(moment, named + 1, names) ?? NameAt(moment, named + 2, names);
        var gap = Tokens.Gap(moment.Seen, moment.Tokens, next).Trim();
        return gap is "" or "," && !IsSubjectOfNext(moment, next, gap) ? NameAt(moment, next, names) : null;
    }

    // "a woman named Mara", "a woman with silver hair named Mara"
    private static int? NamedAt(Moment moment, int next)
    {
        for (var at = next; at < Math.Min(next + (moment.Tokens[next].Lower is "with" or "in" or "mit" ? 6 : 1), moment.Tokens.Count - 1); at++)
        {
            if (moment.Tokens[at].Lower is "named" or "called" or "namens")
                return at;
        }

        return null;
    }

    // "After the storm hit the captain, Mara ran": the comma ends a clause when something is done after the name.
    private static bool IsSubjectOfNext(Moment moment, int name, string gap) =>
        gap == "," && !(name + 1 >= moment.Tokens.Count || Tokens.Gap(moment.Seen, moment.Tokens, name + 1).Contains(',', StringComparison.Ordinal));

    private static string? Before(Moment moment, NounPhrase phrase, HashSet<string> names, Vocabulary words)
    {
        if (phrase.From > 0 && phrase.Determiner is { IsPossessive: true })
            return Belonging(moment, phrase, names);
        if (phrase.From == 0 || phrase.Determiner is null)
            return null;
        var gap = Tokens.Gap(moment.Seen, moment.Tokens, phrase.From).Trim();
        var isTheSame = gap == "," ? !FollowsAnother(moment, phrase) : gap.Length == 0 && !phrase.IsIndefinite(words);
        if (isTheSame && NameAt(moment, phrase.From - 1, names) is { } name)
            return name;
        return moment.Tokens[phrase.From - 1].Lower is "is" or "was" or "ist" or "war" && phrase.IsIndefinite(words) && phrase.From > 1
            ? NameAt(moment, phrase.From - 2, names)
            : null;
    }

    // "Miko, the ship's cat,": between two commas nothing else is told than who it is.
    private static string? Belonging(Moment moment, NounPhrase phrase, HashSet<string> names)
    {
        // "the bell ringer's daughter"
        var from = Enumerable.Range(0, Math.Min(3, phrase.From)).Select(step => phrase.From - step).FirstOrDefault(at => Tokens.Gap(moment.Seen, moment.Tokens, at).Trim() == ",");
        var isClosed = phrase.Head + 1 == moment.Tokens.Count || Tokens.Gap(moment.Seen, moment.Tokens, phrase.Head + 1).Contains(',', StringComparison.Ordinal);
        return from > 0 && isClosed ? NameAt(moment, from - 1, names) : null;
    }

    // "Mara, the captain and a dog": a list, no explanation.
    private static bool FollowsAnother(Moment moment, NounPhrase phrase) =>
        phrase.Head + 1 < moment.Tokens.Count && moment.Tokens[phrase.Head + 1].Lower is "and" or "und";

    private static string? NameAt(Moment moment, int index, HashSet<string> names)
    {
        if (index >= moment.Tokens.Count)
            return null;
        var token = moment.Tokens[index];
        if (token.IsPossessive || !token.IsCapital)
            return null;
        if (names.Contains(token.Text))
            return token.Text;
        // "the detective Arthur Cole": the second part may be the one that is known.
        return index + 1 < moment.Tokens.Count && names.Contains(moment.Tokens[index + 1].Text) && Tokens.Follows(moment.Seen, moment.Tokens, index + 1)
            ? moment.Tokens[index + 1].Text : null;
    }
}
