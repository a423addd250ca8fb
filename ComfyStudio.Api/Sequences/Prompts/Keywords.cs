using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Sequences.Prompts;

/// <summary>One word for one thing in all frames: whatever else somebody called it is replaced.</summary>
internal sealed class Keywords
{
    private readonly Dictionary<string, string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Regex? _pattern;

    /// <param name="keywords">Each with the words whose place it takes.</param>
    public Keywords(IReadOnlyDictionary<string, IReadOnlyList<string>>? keywords)
    {
        foreach (var (word, others) in keywords ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            // The keyword stands for itself, or "coat" would make "red red coat" of "red coat".
            foreach (var other in others.Prepend(word).Select(other => other.Trim()).Where(other => other.Length > 0))
                _words.TryAdd(other, word.Trim());
        }

        if (_words.Count > 0)
            _pattern = PatternOf(_words.Keys);
    }

    /// <param name="replaced">Gets what was replaced.</param>
    public string Replace(string text, ICollection<Replacement> replaced) => _pattern is null ? text : _pattern.Replace(text, match =>
    {
        var keyword = _words[match.Value];
        if (string.Equals(keyword, match.Value, StringComparison.OrdinalIgnoreCase))
            return match.Value;
        replaced.Add(new Replacement(match.Value, keyword));
        return keyword;
    });

    // Whole words only, the longest first.
    private static Regex PatternOf(IEnumerable<string> words) => new(
        @"(?<![\p{L}\p{N}_])(?:" + string.Join('|', words.OrderByDescending(word => word.Length).Select(Regex.Escape)) + @")(?![\p{L}\p{N}_])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
