using System.Text.RegularExpressions;
using ComfyStudio.Api.Producer.BuiltIn.Language;
using ComfyStudio.Api.Producer.BuiltIn.Reading;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

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
        var (used, owners) = (new List<string>(), new HashSet<Person>());
        foreach (var moment in story.Moments)
        {
            var here = group.Where(word => IsThing(moment, word, story.Words)).ToList();
            owners.UnionWith(here.SelectMany(word => OwnersOf(moment, word, story.Words)));
            // Both in one breath, one brought in anew ("a lantern"), one hers and one his: they are two things.
            if (here.Count > 1 || owners.Count > 1 || (used.Count > 0 && here.Except(used).Any(word => IsNew(moment, word, story.Words))))
                return;
            used.AddRange(here.Except(used));
        }

        if (used.Count > 1)
            _words[used[0]] = [.. used.Skip(1)];
    }

    private static bool IsThing(Moment moment, string word, Vocabulary words) => Before(moment, word).Any(at => words.Has("determiners", moment.Tokens[at].Lower));

    private static bool IsNew(Moment moment, string word, Vocabulary words) => Before(moment, word).Any(at => words.Has("indefinite", moment.Tokens[at].Lower));

    private static IEnumerable<Person> OwnersOf(Moment moment, string word, Vocabulary words) => Before(moment, word)
        .Where(at => moment.Tokens[at].IsPossessive || Pronouns.IsPossessive(moment.Tokens[at].Lower, words))
        .Select(at => moment.Means.GetValueOrDefault(at)).OfType<Person>();

    // The numbers of the few words before each time it is used: "her own red coat".
    private static IEnumerable<int> Before(Moment moment, string word) => moment.Tokens.Index()
        .Where(token => string.Equals(token.Item.Text, word, StringComparison.OrdinalIgnoreCase))
        .SelectMany(token => Enumerable.Range(1, Math.Min(3, token.Index)).Select(step => token.Index - step));
}
