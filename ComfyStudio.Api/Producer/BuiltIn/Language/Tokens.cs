using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Producer.BuiltIn.Language;

/// <summary>A word and where it stands.</summary>
internal readonly record struct Token(string Text, int At)
{
    /// <summary>In small letters, without the 's of possession.</summary>
    public string Lower { get; } = Bare(Text).ToLowerInvariant();

    public int End => At + Text.Length;

    public bool IsCapital => char.IsUpper(Text[0]);

    public bool IsPossessive => Bare(Text).Length < Text.Length;

    private static string Bare(string text) =>
        text.EndsWith("'s", StringComparison.Ordinal) || text.EndsWith("’s", StringComparison.Ordinal) ? text[..^2] : text;
}

internal static partial class Tokens
{
    public static IReadOnlyList<Token> Of(string text) => [.. Word.Matches(text).Select(match => new Token(match.Value, match.Index))];

    /// <summary>Nothing but space lies between the word and the one before it.</summary>
    public static bool Follows(string text, IReadOnlyList<Token> tokens, int index) =>
        index > 0 && text.AsSpan(tokens[index - 1].End, tokens[index].At - tokens[index - 1].End).IsWhiteSpace();

    /// <summary>What lies before the word, up to the one before it.</summary>
    public static string Gap(string text, IReadOnlyList<Token> tokens, int index) =>
        index == 0 ? text[..tokens[0].At] : text[tokens[index - 1].End..tokens[index].At];

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’\-][\p{L}\p{N}]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Word { get; }
}
