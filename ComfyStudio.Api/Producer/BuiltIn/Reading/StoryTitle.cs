using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>A short first line of its own is the title of what follows.</summary>
internal static partial class StoryTitle
{
    private const int Longest = 60;
    private const string Ends = ".!?…,;\"”“";

    public static (string? Title, string Body) Part(string text)
    {
        var trimmed = text.Trim();
        var end = trimmed.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0)
            return (null, trimmed);
        var first = trimmed[..end].Trim().Trim('#', '*', ' ');
        if (Named.Match(first) is { Success: true } named)
            return (named.Groups["title"].Value.Trim(), trimmed[end..].Trim());
        var body = trimmed[end..].Trim();
        // A line that goes on in the next was only broken.
        return IsTitle(first) && !char.IsLower(body[0]) ? (first, body) : (null, trimmed);
    }

    // With a colon it is a line of a dialogue.
    private static bool IsTitle(string line) =>
        line.Length is > 0 and <= Longest && !Ends.Contains(line[^1], StringComparison.Ordinal) && !line.Contains(": ", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:Title|Titel):(?<title>.*\S.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named { get; }
}
