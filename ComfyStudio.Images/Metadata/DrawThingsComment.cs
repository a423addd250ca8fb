using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads the JSON that Draw Things writes into XMP's <c>exif:UserComment</c>, with names of one letter for the texts.</summary>
internal static class DrawThingsComment
{
    internal static ImageMaking? Read(JsonElement root)
    {
        if (JsonNames.Member(root, "c") is not { ValueKind: JsonValueKind.String } || JsonNames.Member(root, "sampler", "seed_mode", "size") is null)
            return null;
        return new ImageMaking
        {
            Prompt = JsonNames.Text(root, "c"),
            Negative = JsonNames.Text(root, "uc"),
            Model = JsonNames.Text(root, "model"),
            Loras = [.. Loras(root)],
            Seed = JsonNames.Seed(root, "seed"),
            Steps = JsonNames.Int(root, "steps"),
            Cfg = JsonNames.Number(root, "scale"),
            Sampler = JsonNames.Text(root, "sampler"),
            Denoise = JsonNames.Number(root, "strength"),
            Source = "drawthings",
        };
    }

    private static IEnumerable<LoraUse> Loras(JsonElement root) =>
        JsonNames.Member(root, "lora", "loras") is { ValueKind: JsonValueKind.Array } loras
            ? loras.EnumerateArray().Select(each => JsonNames.Lora(each, "model", "file")).OfType<LoraUse>()
            : [];
}
