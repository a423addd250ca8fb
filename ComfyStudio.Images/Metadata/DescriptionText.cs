using System.Text.RegularExpressions;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads what stands where a picture is described: by services like Midjourney the prompt itself, by others at least what is in it.</summary>
internal static partial class DescriptionText
{
    // The last is a text by the letter of its standard, and may be said by anybody; the tags are better than nothing.
    private static readonly string[] Places = ["Description", XmpTexts.Description, "ImageDescription", XmpTexts.Subject];

    /// <returns>Null when there is none, or a camera wrote it.</returns>
    internal static ImageMaking? Read(IReadOnlyDictionary<string, string> texts)
    {
        if (texts.ContainsKey(ExifTexts.Make) || Places.Select(texts.GetValueOrDefault).FirstOrDefault(IsWords) is not { } text)
            return null;
        var isMidjourney = JobId().IsMatch(text) || texts.GetValueOrDefault("Author")?.Length > 0 && Version().IsMatch(text);
        return new ImageMaking
        {
            Prompt = JobId().Replace(text, "").Trim(),
            Model = isMidjourney ? Version().Match(text) is { Success: true } version ? $"{(version.Groups[1].Value == "niji" ? "Niji" : "Midjourney")} {version.Groups[2].Value}" : "Midjourney" : null,
            Seed = isMidjourney ? Seeds.Parse(Seed().Match(text).Groups[1].Value) : null,
            Source = isMidjourney ? "midjourney" : "description",
        };
    }

    private static bool IsWords(string? text) => !string.IsNullOrWhiteSpace(text) && text.AsSpan().TrimStart() is not ['{' or '[' or '<', ..];

    [GeneratedRegex(@"\s*\bJob ID:\s*[0-9a-fA-F-]{36}\s*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex JobId();

    [GeneratedRegex(@"--(v|version|niji)\s+([\d.]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Version();

    [GeneratedRegex(@"--seed\s+(\d{1,20})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Seed();
}
