using ComfyStudio.Api.Prompts;

namespace ComfyStudio.Api.Producer;

/// <summary>A few words by which a frame is known.</summary>
internal static class FrameTitle
{
    private const int FewestWords = 3;
    private const int MostWords = 6;
    private const int Longest = 48;

    private static readonly HashSet<string> Loose = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "with", "from", "into", "his", "her", "its", "their", "by", "for", "as", "is",
        "der", "die", "das", "den", "dem", "ein", "eine", "einen", "einem", "einer", "und", "von", "im", "am", "zu", "mit", "auf", "über", "durch", "ihr", "sein", "seine", "ihre",
    };

    public static string Of(string text)
    {
        var words = text.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToList();
        if (words.FindIndex(word => word[^1] is ',' or ';' or '.' or ':') is >= FewestWords - 1 and var comma)
            words = words[..(comma + 1)];
        while (words.Count > 1 && Loose.Contains(words[^1]))
            words.RemoveAt(words.Count - 1);
        var title = string.Join(' ', words).Trim(' ', ',', ';', '.', ':', '!', '?', '"', '“', '”');
        title = ShortText.Of(title, Longest);
        return title.Length == 0 ? "…" : char.ToUpperInvariant(title[0]) + title[1..];
    }
}
