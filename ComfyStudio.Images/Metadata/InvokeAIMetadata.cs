using System.Text.Json;
using System.Text.RegularExpressions;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads the three formats that InvokeAI had in turn: a command line (<c>Dream</c>), <c>sd-metadata</c>, <c>invokeai_metadata</c>.</summary>
internal static partial class InvokeAIMetadata
{
    internal static ImageMaking? Read(IReadOnlyDictionary<string, string> texts)
    {
        if (JsonNames.Parse(texts.GetValueOrDefault("invokeai_metadata")) is { } metadata && Metadata(metadata) is { } newest)
            return newest;
        var stable = JsonNames.Parse(texts.GetValueOrDefault("sd-metadata")) is { } older ? StableMetadata(older) : null;
        return stable ?? Dream(texts.GetValueOrDefault("Dream") ?? texts.GetValueOrDefault("dream"));
    }

    private static ImageMaking? Metadata(JsonElement root)
    {
        // Version 3.0 wrote its members one level further down for a while.
        if (JsonNames.Member(root, "metadata") is { ValueKind: JsonValueKind.Object } inner)
            root = inner;
        if (JsonNames.Member(root, "positive_prompt", "model", "seed") is null)
            return null;
        return new ImageMaking
        {
            Prompt = JsonNames.Text(root, "positive_prompt"),
            Negative = JsonNames.Text(root, "negative_prompt"),
            Model = ModelName(JsonNames.Member(root, "model")),
            Loras = [.. Loras(root)],
            Seed = JsonNames.Seed(root, "seed"),
            Steps = JsonNames.Int(root, "steps"),
            Cfg = JsonNames.Number(root, "cfg_scale", "guidance"),
            Sampler = JsonNames.Text(root, "scheduler"),
            Denoise = JsonNames.Number(root, "strength"),
            Source = "invokeai",
        };
    }

    private static IEnumerable<LoraUse> Loras(JsonElement root)
    {
        if (JsonNames.Member(root, "loras") is not { ValueKind: JsonValueKind.Array } loras)
            yield break;
        foreach (var lora in loras.EnumerateArray())
        {
            if ((ModelName(JsonNames.Member(lora, "lora", "model")) ?? JsonNames.Text(lora, "name")) is { } name)
                yield return new LoraUse(name, JsonNames.Number(lora, "weight") ?? 1);
        }
    }

    private static string? ModelName(JsonElement? model) => model switch
    {
        { ValueKind: JsonValueKind.String } name => name.GetString(),
        { ValueKind: JsonValueKind.Object } parts => JsonNames.Text(parts, "name", "model_name", "key"),
        _ => null,
    };

    private static ImageMaking? StableMetadata(JsonElement root)
    {
        if (JsonNames.Member(root, "image") is not { ValueKind: JsonValueKind.Object } image)
            return null;
        var (prompt, negative) = SplitPrompt(PromptOf(image));
        return new ImageMaking
        {
            Prompt = prompt,
            Negative = negative ?? JsonNames.Text(image, "negative_prompt"),
            Model = JsonNames.Text(root, "model_weights", "model"),
            Seed = JsonNames.Seed(image, "seed"),
            Steps = JsonNames.Int(image, "steps"),
            Cfg = JsonNames.Number(image, "cfg_scale"),
            Sampler = JsonNames.Text(image, "sampler"),
            Denoise = JsonNames.Number(image, "strength", "strength_steps"),
            Source = "invokeai",
        };
    }

    private static string? PromptOf(JsonElement image) => JsonNames.Member(image, "prompt") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } parts => string.Join(' ', parts.EnumerateArray().Select(part => JsonNames.Text(part, "prompt")).OfType<string>()),
        _ => null,
    };

    // "a cat [dog]" -s 50 -S 123 -W 512 -H 768 -C 7.5 -A k_lms
    private static ImageMaking? Dream(string? command)
    {
        if (command is null || DreamCommand().Match(command) is not { Success: true } match)
            return null;
        var (prompt, negative) = SplitPrompt(match.Groups["prompt"].Value.Replace("\\\"", "\"", StringComparison.Ordinal));
        var switches = DreamSwitch().Matches(match.Groups["rest"].Value).ToLookup(each => each.Groups[1].Value, each => each.Groups[2].Value, StringComparer.Ordinal);
        return new ImageMaking
        {
            Prompt = prompt,
            Negative = negative,
            Seed = Seeds.Parse(switches["S"].FirstOrDefault()),
            Steps = int.TryParse(switches["s"].FirstOrDefault(), System.Globalization.CultureInfo.InvariantCulture, out var steps) ? steps : null,
            Cfg = ParametersText.Number(switches["C"].FirstOrDefault()),
            Sampler = switches["A"].FirstOrDefault(),
            Denoise = ParametersText.Number(switches["f"].FirstOrDefault()),
            Source = "invokeai",
        };
    }

    // What is not wanted stood in brackets.
    private static (string? Prompt, string? Negative) SplitPrompt(string? text)
    {
        if (text is null)
            return (null, null);
        var unwanted = string.Join(", ", Brackets().Matches(text).Select(each => each.Groups[1].Value.Trim()));
        return (Blank(Brackets().Replace(text, "").Trim()), Blank(unwanted));
    }

    private static string? Blank(string text) => text.Length > 0 ? text : null;

    [GeneratedRegex("""^\s*(?:dream>\s*)?"(?<prompt>(?:\\.|[^\\"])*)"(?<rest>.*)$""", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 200)]
    private static partial Regex DreamCommand();

    [GeneratedRegex(@"(?:^|\s)-([A-Za-z])\s*([^\s-][^\s]*|-?[\d.]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex DreamSwitch();

    [GeneratedRegex(@"\[([^\[\]]*)\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Brackets();
}
