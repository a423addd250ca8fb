using System.Text;
using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>JSON as programs really write it: Python's <c>NaN</c> and <c>Infinity</c> in it, comments, a comma too many, NUL behind it.</summary>
internal static class LooseJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly string[] NotNumbers = ["-Infinity", "Infinity", "NaN"];

    /// <returns>Null for anything that is no object.</returns>
    internal static JsonDocument? TryParse(string? text)
    {
        var json = text.AsMemory().Trim().Trim('\0');
        if (json.Span is not ['{', ..])
            return null;
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException)
        {
            return NotNumbers.Any(name => json.Span.Contains(name, StringComparison.Ordinal)) ? TryParseNumbers(json.Span) : null;
        }
    }

    private static JsonDocument? TryParseNumbers(ReadOnlySpan<char> json)
    {
        try
        {
            return JsonDocument.Parse(WithoutNotNumbers(json), Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Only outside of texts: somebody's prompt may well have "NaN" in it.
    private static string WithoutNotNumbers(ReadOnlySpan<char> json)
    {
        var text = new StringBuilder(json.Length);
        var isText = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (isText && json[i] == '\\' && i + 1 < json.Length)
            {
                text.Append(json[i++]);
            }
            else if (json[i] == '"')
            {
                isText = !isText;
            }
            else if (!isText && json[i] is 'N' or 'I' or '-' && NotNumberAt(json[i..]) is { } name)
            {
                text.Append("null");
                i += name.Length - 1;
                continue;
            }

            text.Append(json[i]);
        }

        return text.ToString();
    }

    private static string? NotNumberAt(ReadOnlySpan<char> json)
    {
        foreach (var name in NotNumbers)
        {
            if (json.StartsWith(name, StringComparison.Ordinal))
                return name;
        }

        return null;
    }
}
