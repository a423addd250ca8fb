using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads the list of models and LoRAs that Civitai's generator writes among the settings.</summary>
internal static class CivitaiResources
{
    internal static string? Model(string? json) => Of(json, "checkpoint").Select(each => each.Name).FirstOrDefault();

    internal static IEnumerable<LoraUse> Loras(string? json) => Of(json, "lora").Select(each => new LoraUse(each.Name, each.Weight));

    private static List<(string Name, double Weight)> Of(string? json, string type)
    {
        if (json is null)
            return [];
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind != JsonValueKind.Array ? [] :
                [.. document.RootElement.EnumerateArray().Where(each => type.Equals(JsonNames.Text(each, "type"), StringComparison.OrdinalIgnoreCase))
                    .Select(each => (JsonNames.Text(each, "modelName", "modelVersionName", "modelVersionId") ?? "", JsonNames.Number(each, "weight") ?? 1))
                    .Where(each => each.Item1.Length > 0)];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
