using System.Text;
using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Prompts;

/// <summary>
/// Takes a prompt apart into what stands there and what is left open: <c>{a|b}</c> is one of its parts, <c>__name__</c> an entry of that list,
/// and both may stand in one another. Braces without <c>|</c> stay, and so does whatever follows a backslash.
/// </summary>
internal sealed partial class PromptPieces(Func<string, IReadOnlyList<string>?> findList)
{
    /// <summary>Lists may name each other, and in a circle.</summary>
    private const int Deepest = 10;

    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>Lists that were named and are not there; their names stay in the text.</summary>
    public IReadOnlyCollection<string> Unknown => _unknown;

    /// <param name="depth">How many lists this text came out of.</param>
    public IEnumerable<PromptPiece> Read(string text, int depth)
    {
        if (!text.AsSpan().ContainsAny('\\', '{', '_'))
        {
            yield return new PromptPiece(text, null, depth);
            yield break;
        }

        var literal = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var (piece, length) = ReadOne(text, at, depth);
            at += length;
            literal.Append(piece.Text);
            if (piece.Options is null)
                continue;
            yield return new PromptPiece(literal.ToString(), null, depth);
            yield return piece;
            literal.Clear();
        }

        yield return new PromptPiece(literal.ToString(), null, depth);
    }

    private (PromptPiece Piece, int Length) ReadOne(string text, int at, int depth) => text[at] switch
    {
        '\\' when at + 1 < text.Length => text[at + 1] is '{' or '}' or '|' or '_' ? (Plain(text[(at + 1)..(at + 2)]), 2) : (Plain(text[at..(at + 2)]), 2),
        '{' when Alternatives(text, at) is { } found => (new PromptPiece("", found.Parts, depth), found.Length),
        '_' when depth < Deepest && ListPattern.Match(text, at) is { Success: true } name => (FromList(name, depth), name.Length),
        var letter => (Plain(letter.ToString()), 1),
    };

    private static PromptPiece Plain(string text) => new(text, null, 0);

    private PromptPiece FromList(Match match, int depth)
    {
        var name = match.Groups["name"].Value;
        if (findList(name) is { Count: > 0 } entries)
            return new PromptPiece("", entries, depth + 1);
        _unknown.Add(name);
        return Plain(match.Value);
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

/// <param name="Options">What may stand there instead; null for a text that is certain.</param>
/// <param name="Depth">Of the options.</param>
internal sealed record PromptPiece(string Text, IReadOnlyList<string>? Options, int Depth);
