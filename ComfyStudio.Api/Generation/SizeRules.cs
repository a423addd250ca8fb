using System.Text.Json;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

/// <summary>Whether a size fits: both sides are held to the slot's limits.</summary>
internal static class SizeRules
{
    public static string? FindFault(Slot slot, JsonElement value)
    {
        if (!TryRead(value, out var width, out var height))
            return $"{slot.Label} must be given as {{ \"width\": 1024, \"height\": 1024 }}, both whole numbers.";
        return SlotRules.WholeFault(slot, $"{slot.Label}: the width", width) ?? SlotRules.WholeFault(slot, $"{slot.Label}: the height", height);
    }

    public static bool TryRead(JsonElement value, out long width, out long height)
    {
        width = height = 0;
        return value.ValueKind is JsonValueKind.Object
            && value.TryGetProperty("width", out var w) && SlotRules.TryGetInteger(w, out width)
            && value.TryGetProperty("height", out var h) && SlotRules.TryGetInteger(h, out height);
    }
}
