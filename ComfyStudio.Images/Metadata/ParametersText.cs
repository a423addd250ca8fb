using System.Globalization;
using System.Text.RegularExpressions;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// Reads the text that many tools write beside or into an image: a prompt, a line with the negative prompt, a line of settings
/// (<c>Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, …</c>). Text without such lines is taken for the prompt.
/// </summary>
internal static partial class ParametersText
{
    private const int MaxLength = 100_000;
    private const string NegativeStart = "Negative prompt:";

    /// <returns>Null when there is no text.</returns>
    internal static ImageMaking? Read(string? text)
    {
        var lines = (text is { Length: > MaxLength } ? text[..MaxLength] : text ?? "").ReplaceLineEndings("\n").Trim().Split('\n').ToList();
        var settings = ReadSettings(lines[^1]);
        if (settings.Count > 0)
            lines.RemoveAt(lines.Count - 1);
        var negative = lines.FindIndex(line => line.StartsWith(NegativeStart, StringComparison.OrdinalIgnoreCase));
        var prompt = Join(negative < 0 ? lines : lines[..negative]);
        if (prompt is null && negative < 0 && settings.Count == 0)
            return null;
        return new ImageMaking
        {
            Prompt = prompt is null ? null : LoraTag().Replace(prompt, "").Trim(),
            Negative = negative < 0 ? null : Join(lines[negative..])?[NegativeStart.Length..].Trim(),
            Loras = [.. LoraTag().Matches(prompt ?? "").Select(tag => new LoraUse(tag.Groups[1].Value, Number(tag.Groups[2].Value) ?? 1))],
            Model = settings.GetValueOrDefault("Model"),
            Seed = long.TryParse(settings.GetValueOrDefault("Seed"), CultureInfo.InvariantCulture, out var seed) ? seed : null,
            Steps = int.TryParse(settings.GetValueOrDefault("Steps"), CultureInfo.InvariantCulture, out var steps) ? steps : null,
            Cfg = Number(settings.GetValueOrDefault("CFG scale")),
            Sampler = settings.GetValueOrDefault("Sampler"),
            Scheduler = settings.GetValueOrDefault("Schedule type"),
            Denoise = Number(settings.GetValueOrDefault("Denoising strength")),
            Source = "text",
        };
    }

    // "Steps" is the one setting that all tools write.
    private static Dictionary<string, string> ReadSettings(string line)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (line.StartsWith("Steps:", StringComparison.OrdinalIgnoreCase))
        {
            foreach (Match setting in Setting().Matches(line))
                settings.TryAdd(setting.Groups[1].Value.Trim(), setting.Groups[2].Value.Trim(' ', '"'));
        }

        return settings;
    }

    private static string? Join(IEnumerable<string> lines) => string.Join('\n', lines).Trim() is { Length: > 0 } text ? text : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("""([\w][\w \-/]*):\s*("[^"]*"|[^,]*)(?:,|$)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Setting();

    [GeneratedRegex("<lora:([^:>]+)(?::([^:>]+))?[^>]*>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex LoraTag();
}
