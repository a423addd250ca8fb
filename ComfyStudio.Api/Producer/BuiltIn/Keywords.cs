using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Producer.BuiltIn;

/// <summary>One word for one thing: where a story calls it now this, now that, an image would show two.</summary>
internal sealed class Keywords
{
    private readonly Dictionary<string, IReadOnlyList<string>> _words = [];

    public Keywords(Story story)
    {
        foreach (var group in story.Words.Synonyms)
            Look(group, story);
    }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> All => _words;

    public string Apply(string text) => _words.Aggregate(text, (all, word) => word.Value.Aggregate(all, (changed, synonym) => Replace(changed, synonym, word.Key)));

    private static string Replace(string text, string synonym, string word) => Regex.Replace(
        text, $@"\b{Regex.Escape(synonym)}\b", match => char.IsUpper(match.Value[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private void Look(string[] group, Story story)
    {
        var used = new List<string>();
        foreach (var moment in story.Moments)
        {
            var here = group.Where(word => IsThing(moment, word, story.Words)).ToList();
            // Both in one breath: they are two things.
            if (here.Count > 1)
                return;
            used.AddRange(here.Except(used));
        }

        if (used.Count > 1)
            _words[used[0]] = [.. used.Skip(1)];
    }

    private static bool IsThing(Moment moment, string word, Vocabulary words) => moment.Tokens.Index().Any(token =>
        string.Equals(token.Item.Text, word, StringComparison.OrdinalIgnoreCase) && token.Index > 0
        && Enumerable.Range(1, Math.Min(3, token.Index)).Any(step => words.Has("determiners", moment.Tokens[token.Index - step].Lower)));
}
