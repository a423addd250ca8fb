using System.Text.Json;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>Reads GET /view_metadata/{folder}: the <c>__metadata__</c> of a safetensors file, texts under names that trainers agreed on.</summary>
internal static class ModelMetadataReader
{
    private const int MaxText = 2000;
    private const int MaxWords = 30;
    private const int MaxWord = 100;
    private const int MaxThumbnail = 256 * 1024;

    private static readonly string[] Shown = ["image/png", "image/jpeg", "image/webp", "image/gif"];

    public static ModelMetadata Read(JsonElement metadata) => new()
    {
        Title = Text(metadata, "modelspec.title", "ss_output_name"),
        Description = Text(metadata, "modelspec.description", "ss_training_comment"),
        BaseModel = Text(metadata, "modelspec.architecture", "ss_base_model_version", "ss_sd_model_name"),
        TrainedWords = [.. Phrases(metadata).Concat(Tags(metadata)).Where(word => word.Length is > 0 and <= MaxWord).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxWords)],
        Thumbnail = ReadThumbnail(metadata.Text("modelspec.thumbnail")),
    };

    private static string? Text(JsonElement metadata, params string[] names) =>
        names.Select(name => metadata.Text(name)?.Trim()).FirstOrDefault(text => text is { Length: > 0 } and not "None") is { } found
            ? found[..Math.Min(MaxText, found.Length)]
            : null;

    private static string[] Phrases(JsonElement metadata) =>
        metadata.Text("modelspec.trigger_phrase")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    // { folder: { tag: how often } }, itself written as a text.
    private static List<string> Tags(JsonElement metadata)
    {
        using var frequencies = metadata.Text("ss_tag_frequency") is { } text ? LenientJson.TryParse(System.Text.Encoding.UTF8.GetBytes(text)) : null;
        return frequencies is null
            ? []
            : frequencies.RootElement.Properties().SelectMany(folder => folder.Value.Properties())
                .GroupBy(tag => tag.Name.Trim(), StringComparer.OrdinalIgnoreCase)
                .Select(tag => (tag.Key, Count: tag.Sum(each => each.Value.ValueKind is JsonValueKind.Number ? each.Value.GetDouble() : 0)))
                .OrderByDescending(tag => tag.Count).ThenBy(tag => tag.Key, StringComparer.Ordinal)
                .Take(MaxWords).Select(tag => tag.Key).ToList();
    }

    // data:image/jpeg;base64,…
    private static ModelThumbnail? ReadThumbnail(string? address)
    {
        if (address is null || !address.StartsWith("data:", StringComparison.Ordinal) || address.IndexOf(";base64,", StringComparison.Ordinal) is not (> 0 and var end))
            return null;
        var type = address["data:".Length..end];
        var encoded = address[(end + ";base64,".Length)..];
        var image = new byte[Math.Min(MaxThumbnail, encoded.Length)];
        return Shown.Contains(type) && Convert.TryFromBase64String(encoded, image, out var length) && length > 0 ? new ModelThumbnail(type, image.AsMemory(0, length)) : null;
    }
}
