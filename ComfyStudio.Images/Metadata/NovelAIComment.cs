using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads what NovelAI writes: settings as JSON in <c>Comment</c>, the prompt in <c>Description</c>, the model in <c>Source</c>.</summary>
internal static class NovelAIComment
{
    internal static ImageMaking? Read(IReadOnlyDictionary<string, string> texts)
    {
        if (JsonNames.Parse(texts.GetValueOrDefault("Comment")) is not { } comment || !IsNovelAI(texts, comment))
            return null;
        // Some of its exports hold the whole of it once more as text.
        if (JsonNames.Parse(JsonNames.Text(comment, "Comment")) is { } inner)
            comment = inner;
        return new ImageMaking
        {
            Prompt = Captions(comment, "v4_prompt") ?? JsonNames.Text(comment, "prompt") ?? Blank(texts.GetValueOrDefault("Description")),
            Negative = Captions(comment, "v4_negative_prompt") ?? JsonNames.Text(comment, "uc", "negative_prompt"),
            Model = Blank(texts.GetValueOrDefault("Source")) ?? JsonNames.Text(comment, "model"),
            Seed = JsonNames.Seed(comment, "seed"),
            Steps = JsonNames.Int(comment, "steps"),
            Cfg = JsonNames.Number(comment, "scale"),
            Sampler = JsonNames.Text(comment, "sampler"),
            Scheduler = JsonNames.Text(comment, "noise_schedule"),
            Denoise = JsonNames.Number(comment, "strength"),
            Source = "novelai",
        };
    }

    private static bool IsNovelAI(IReadOnlyDictionary<string, string> texts, JsonElement comment) =>
        texts.GetValueOrDefault("Software")?.Contains("NovelAI", StringComparison.OrdinalIgnoreCase) == true
        || JsonNames.Member(comment, "uc", "v4_prompt", "n_samples", "signed_hash") is not null;

    // The newer models have a text for the picture and one for each character in it.
    private static string? Captions(JsonElement comment, string name)
    {
        if (JsonNames.Member(comment, name) is not { } prompt || JsonNames.Member(prompt, "caption") is not { } caption)
            return null;
        var characters = JsonNames.Member(caption, "char_captions") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(each => JsonNames.Text(each, "char_caption")).OfType<string>()
            : [];
        return Blank(string.Join('\n', characters.Prepend(JsonNames.Text(caption, "base_caption")).OfType<string>()));
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
