using System.Globalization;
using System.Text.RegularExpressions;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// Reads the text that AUTOMATIC1111's web UI and its many relatives write beside or into an image: a prompt, a line with the negative
/// prompt, a line of settings (<c>Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, …</c>). Text without such lines is taken for the prompt.
/// </summary>
internal static partial class ParametersText
{
    private const int MaxLength = 100_000;
    private const string NegativeStart = "Negative prompt:";

    // A line is one of settings when it has as many of these: a prompt may have a colon, too.
    private const int EnoughKnown = 2;
    private static readonly string[] Known = ["Steps", "Sampler", "CFG scale", "Seed", "Size", "Model", "Model hash", "Version", "Schedule type", "Denoising strength", "Clip skip"];

    /// <returns>Null when there is no text.</returns>
    internal static ImageMaking? Read(string? text)
    {
        var lines = (text is { Length: > MaxLength } ? text[..MaxLength] : text ?? "").ReplaceLineEndings("\n").Trim().Split('\n').ToList();
        var settings = TakeSettings(lines);
        var negative = lines.FindIndex(line => line.StartsWith(NegativeStart, StringComparison.OrdinalIgnoreCase));
        var prompt = Join(negative < 0 ? lines : lines[..negative]);
        if (prompt is null && negative < 0 && settings.Count == 0)
            return null;
        var (sampler, scheduler) = ParametersNames.SplitSampler(settings.GetValueOrDefault("Sampler"), settings.GetValueOrDefault("Schedule type"));
        return new ImageMaking
        {
            Prompt = prompt,
            Negative = negative < 0 ? null : Join(lines[negative..])?[NegativeStart.Length..].Trim() is { Length: > 0 } words ? words : null,
            Loras = Loras(prompt, settings),
            Model = settings.GetValueOrDefault("Model") ?? settings.GetValueOrDefault("Checkpoint") ?? CivitaiResources.Model(settings.GetValueOrDefault("Civitai resources")),
            Seed = Seeds.Parse(settings.GetValueOrDefault("Seed")),
            Steps = int.TryParse(settings.GetValueOrDefault("Steps"), CultureInfo.InvariantCulture, out var steps) ? steps : null,
            Cfg = Number(settings.GetValueOrDefault("CFG scale")) ?? Number(settings.GetValueOrDefault("Distilled CFG Scale")),
            Sampler = sampler,
            Scheduler = scheduler ?? settings.GetValueOrDefault("Scheduler"),
            Denoise = Number(settings.GetValueOrDefault("Denoising strength")),
            Source = settings.Count > 0 ? ParametersNames.SourceOf(settings) : negative >= 0 ? "a1111" : "text",
        };
    }

    // The settings stand at the end, in one line; some tools break it, some write others behind it.
    private static Dictionary<string, string> TakeSettings(List<string> lines)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var first = lines.FindLastIndex(line => IsSettings(line));
        if (first < 0)
            return settings;
        while (first > 0 && HasKnown(lines[first - 1]))
            first--;
        foreach (Match setting in Setting().Matches(string.Join(", ", lines[first..])))
            settings.TryAdd(setting.Groups["name"].Value.Trim(), Unquote(setting.Groups["value"].Value.Trim()));
        lines.RemoveRange(first, lines.Count - first);
        return settings;
    }

    // A prompt may have steps, too: stone ones.
    private static bool IsSettings(string line) => HasKnown(line) || StepsOnly().IsMatch(line);

    private static bool HasKnown(string line) =>
        line.Contains(':', StringComparison.Ordinal) && !line.StartsWith(NegativeStart, StringComparison.OrdinalIgnoreCase)
        && Setting().Matches(line).Count(setting => Known.Contains(setting.Groups["name"].Value.Trim(), StringComparer.OrdinalIgnoreCase)) >= EnoughKnown;

    private static string Unquote(string value) =>
        value.Length > 1 && value[0] == '"' && value[^1] == '"' ? value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal) : value;

    private static List<LoraUse> Loras(string? prompt, Dictionary<string, string> settings)
    {
        var written = TaggedLoras(prompt ?? "").ToList();
        if (written.Count > 0)
            return written;
        var listed = ParametersNames.NumberedLoras(settings).ToList();
        if (listed.Count > 0)
            return listed;
        var resources = CivitaiResources.Loras(settings.GetValueOrDefault("Civitai resources")).ToList();
        return resources.Count > 0 ? resources : [.. HashName().Matches(settings.GetValueOrDefault("Lora hashes") ?? "").Select(name => new LoraUse(name.Groups[1].Value.Trim(), 1))];
    }

    /// <summary>Those that a prompt names: <c>&lt;lora:ink:0.7&gt;</c>.</summary>
    internal static IEnumerable<LoraUse> TaggedLoras(string prompt) =>
        LoraTag().Matches(prompt).Select(tag => new LoraUse(tag.Groups[1].Value.Trim(), Number(tag.Groups[2].Value) ?? 1));

    private static string? Join(IEnumerable<string> lines) => string.Join('\n', lines).Trim() is { Length: > 0 } text ? text : null;

    internal static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A value in quotes, in braces or in brackets may have commas.
    [GeneratedRegex("""(?<name>[\w][\w \-/.+()#]*?):\s*(?<value>"(?:\\.|[^\\"])*"|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]|[^,\n]*)\s*(?:,|$)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Setting();

    [GeneratedRegex("<(?:lora|lyco|lycoris):([^:>]+)(?::([^:>]+))?[^>]*>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex LoraTag();

    [GeneratedRegex(@"^Steps: \d+\s*(,|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex StepsOnly();

    [GeneratedRegex("""([^:,]+):\s*[0-9a-fA-F]+""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex HashName();
}
