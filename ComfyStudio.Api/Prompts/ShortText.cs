using System.Globalization;

namespace ComfyStudio.Api.Prompts;

/// <summary>How a text begins that is too long for its place: never cut within what is read as one letter, as an emoji of several parts is.</summary>
internal static class ShortText
{
    private const string Ellipsis = "…";

    /// <param name="most">Chars of the answer, the ellipsis among them.</param>
    internal static string Of(string text, int most) => text.Length <= most ? text : Beginning(text, most - Ellipsis.Length).TrimEnd() + Ellipsis;

    /// <summary>As many whole letters as fit.</summary>
    internal static string Beginning(string text, int most)
    {
        var end = 0;
        while (end < text.Length && StringInfo.GetNextTextElementLength(text, end) is var letter && end + letter <= most)
            end += letter;
        return text[..end];
    }
}
