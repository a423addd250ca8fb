using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

/// <summary>The values of a quick look: the same prompt and seed, few steps, half the size, one picture, no second pass.</summary>
internal static class DraftValues
{
    private const int Steps = 8;
    private const int SmallestSide = 256;

    /// <summary>Latents come in cells of 8 pixels, and some models want 64.</summary>
    private const int Grid = 64;

    /// <returns>Only those that differ from <paramref name="values"/>.</returns>
    public static IReadOnlyDictionary<string, JsonElement> Of(Template template, IReadOnlyDictionary<string, JsonElement> values) => template.Slots
        .Where(slot => values.ContainsKey(slot.Name))
        .Select(slot => (slot.Name, Value: Reduce(slot, values[slot.Name])))
        .Where(draft => draft.Value is not null)
        .ToDictionary(draft => draft.Name, draft => draft.Value!.Value);

    private static JsonElement? Reduce(Slot slot, JsonElement value) => slot switch
    {
        { Type: SlotType.Size } => Halve(value),
        { Type: SlotType.Boolean, Name: "hires" } when value.ValueKind is JsonValueKind.True => JsonElement.Parse("false"),
        { Type: SlotType.Integer } when SlotRules.TryGetInteger(value, out var number) => slot.Name switch
        {
            "width" or "height" => Whole(Half(number)),
            "steps" when number > Steps => Whole(Steps),
            "batch" or "batch_size" when number > 1 => Whole(1),
            _ => null,
        },
        _ => null,
    };

    private static JsonElement? Halve(JsonElement size) => SizeRules.TryRead(size, out var width, out var height)
        ? JsonSerializer.SerializeToElement(new JsonObject { ["width"] = Half(width), ["height"] = Half(height) }, GenerationJson.Default.JsonObject)
        : null;

    // Never larger than what was asked for.
    private static long Half(long side) => Math.Min(side, Math.Max(SmallestSide, side / 2 / Grid * Grid));

    private static JsonElement Whole(long number) => JsonSerializer.SerializeToElement(number, GenerationJson.Default.Int64);
}
