using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>Finds the names of people, and of places, by how they stand in the text and by names that many people bear.</summary>
internal sealed class NameFinder(IReadOnlyList<Moment> moments, Vocabulary words)
{
    private readonly Dictionary<string, int> _certain = [];
    private readonly Dictionary<string, int> _possible = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly Dictionary<string, string> _firstParts = [];
    private readonly HashSet<string> _small = [.. moments.SelectMany(moment => moment.Tokens).Where(token => !token.IsCapital).Select(token => token.Lower)];

    /// <returns>Each part of a name that means somebody, with the whole name.</returns>
    public IReadOnlyDictionary<string, string> People()
    {
        foreach (var moment in moments)
            Look(moment);
        var people = _certain.Keys.Concat(_possible.Where(name => name.Value > 1).Select(name => name.Key))
            .Where(name => !_places.ContainsKey(name) || IsGiven(name)).Distinct().ToList();
        return people.ToDictionary(name => name, WholeName);
    }

    public IReadOnlyCollection<string> Places() => [.. _places.Keys.Where(name => !IsGiven(name) && !_certain.ContainsKey(name))];

    public char? GenderOf(string name) => words.Has("names.f", name) ? 'f' : words.Has("names.m", name) ? 'm' : null;

    private bool IsGiven(string name) => GenderOf(name) is not null;

    private void Look(Moment moment)
    {
        for (var index = 0; index < moment.Tokens.Count; index++)
        {
            var name = Bare(moment.Tokens[index]);
            if (name.Length < 2 || !IsCandidate(moment, index))
                continue;
            // "in New York"
            if (words.IsEnglish && IsAfterPlace(moment, index))
                continue;
            var before = index > 0 && Tokens.Follows(moment.Seen, moment.Tokens, index) ? moment.Tokens[index - 1] : (Token?)null;
            if (before is { } first && (first.IsCapital && IsTitle(first)) && !words.Has("determiners", first.Lower))
                _firstParts.TryAdd(name, first.Text);
            else if (before is { IsCapital: true } given && index > 1 | IsGiven(Bare(given)) && IsNameLike(given) && !given.IsPossessive)
                _firstParts.TryAdd(name, Bare(given));
            Count(moment, index, name, before);
        }
    }

    private void Count(Moment moment, int index, string name, Token? before)
    {
        if (IsGiven(name) || _firstParts.ContainsKey(name) || before is { } introduced && introduced.Lower is "named" or "called" or "namens" or "heißt" or "hieß")
            Add(_certain, name);
        else if (!words.IsEnglish)
            Add(_possible, name, IsGermanName(moment, index, before) ? 1 : -100);
        else if (before is { } preposition && words.Has("prepositions", preposition.Lower) && preposition.Lower is not ("with" or "for" or "by"))
            Add(_places, name);
        else if (before is { } determiner && words.Has("determiners", determiner.Lower))
            Add(_possible, name, -100);
        else
            Add(_possible, name, index > 0 ? 2 : 1);
    }

    private bool IsAfterPlace(Moment moment, int index) => index > 0 && _places.ContainsKey(moment.Tokens[index - 1].Text) && !IsGiven(moment.Tokens[index - 1].Text)
        && !IsGiven(Bare(moment.Tokens[index])) && Tokens.Follows(moment.Seen, moment.Tokens, index);

    private bool IsCandidate(Moment moment, int index)
    {
        var token = moment.Tokens[index];
        return token.IsCapital && (!words.Has("notnames", token.Lower) || IsIntroduced(moment, index)) && !words.Has("stop", token.Lower) && !IsTitle(token)
            && (IsGiven(Bare(token)) || (!words.IsKnown(token.Lower) && !_small.Contains(token.Lower) && words.Verbs.Find(token.Lower) is null && !words.IsNoun(token.Lower)));
    }

    // "his sister June"
    private bool IsIntroduced(Moment moment, int index) => words.IsEnglish && index > 0 && Tokens.Follows(moment.Seen, moment.Tokens, index)
        && ((string[])["women", "men"]).Any(section => words.Noun(section, moment.Tokens[index - 1].Lower) is not null);

    // All German nouns are written like names; a name bears no article, and something is done by it.
    private bool IsGermanName(Moment moment, int index, Token? before) =>
        (before is null || (!words.Has("determiners", before.Value.Lower) && !EndsLikeAdjective(before.Value)))
        && !moment.Tokens[index].Lower.EndsWith("ung", StringComparison.Ordinal) && !moment.Tokens[index].Lower.EndsWith("heit", StringComparison.Ordinal)
        && !moment.Tokens[index].Lower.EndsWith("keit", StringComparison.Ordinal);

    private static bool EndsLikeAdjective(Token token) => !token.IsCapital && token.Lower.Length > 3 && token.Lower[^1] is 'e' or 'n' or 'r' or 's' or 'm';

    private bool IsTitle(Token token) => words.Has("titles", token.Lower.TrimEnd('.'));

    private bool IsNameLike(Token token) => !words.IsKnown(token.Lower) || IsGiven(Bare(token));

    private string WholeName(string name)
    {
        var whole = _firstParts.TryGetValue(name, out var first) ? $"{first} {name}" : name;
        // "Mara" is "Mara Lind" where both are in the story.
        return _firstParts.FirstOrDefault(part => part.Value == name && _certain.ContainsKey(part.Key)) is { Key: { } last } ? $"{name} {last}" : whole;
    }

    private static string Bare(Token token) => token.IsPossessive ? token.Text[..^2] : token.Text;

    private static void Add(Dictionary<string, int> counts, string name, int count = 1) => counts[name] = counts.GetValueOrDefault(name) + count;
}
