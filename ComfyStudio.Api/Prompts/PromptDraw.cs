using System.Text;
using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Prompts;

/// <summary>
/// Draws what a prompt leaves open: <c>{a|b}</c> becomes one of its parts, <c>__name__</c> an entry of that list, and both may stand in one
/// another. Braces without <c>|</c> stay, and so does whatever follows a backslash.
/// </summary>
internal sealed partial class PromptDraw(Func<string, IReadOnlyList<string>?> findList, Drawing drawing)
{
    /// <summary>Lists may name each other, and in a circle.</summary>
    private const int Deepest = 10;

    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>Lists that were named and are not there; their names stay in the text.</summary>
    public IReadOnlyCollection<string> Unknown => _unknown;

    public string Resolve(string text) => Resolve(text, depth: 0);

    private string Resolve(string text, int depth)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var (drawn, length) = Read(text, at, depth);
            result.Append(drawn);
            at += length;
        }

        return result.ToString();
    }

    private (string Drawn, int Length) Read(string text, int at, int depth) => text[at] switch
    {
        '\\' when at + 1 < text.Length => text[at + 1] is '{' or '}' or '|' or '_' ? (text[(at + 1)..(at + 2)], 2) : (text[at..(at + 2)], 2),
        '{' when Alternatives(text, at) is { } found => (Resolve(found.Parts[drawing.Next(found.Parts.Count)], depth), found.Length),
        '_' when depth < Deepest && ListPattern.Match(text, at) is { Success: true } name => (FromList(name, depth), name.Length),
        var letter => (letter.ToString(), 1),
    };

    private string FromList(Match match, int depth)
    {
        var name = match.Groups["name"].Value;
        if (findList(name) is { Count: > 0 } entries)
            return Resolve(entries[drawing.Next(entries.Count)], depth + 1);
        _unknown.Add(name);
        return match.Value;
    }

    /// <returns>Null when the brace is never closed, or holds nothing to choose from.</returns>
    private static (IReadOnlyList<string> Parts, int Length)? Alternatives(string text, int open)
    {
        var parts = new List<string>();
        var (depth, from) = (0, open + 1);
        for (var at = open + 1; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\':
                    at++;
                    break;
                case '{':
                    depth++;
                    break;
                case '|' when depth == 0:
                    parts.Add(text[from..at]);
                    from = at + 1;
                    break;
                case '}' when depth-- == 0:
                    parts.Add(text[from..at]);
                    return parts.Count > 1 ? (parts, at + 1 - open) : null;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\G__(?<name>[A-Za-z0-9][A-Za-z0-9/-]*(_[A-Za-z0-9/-]+)*)__", RegexOptions.CultureInvariant)]
    private static partial Regex ListPattern { get; }
}
