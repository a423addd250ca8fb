using System.Text.Json;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

/// <summary>One LoRA of a list.</summary>
/// <param name="Strength">On the model.</param>
/// <param name="Clip">On the text encoder; as on the model when it is left out.</param>
internal sealed record LoraChoice(string Name, double Strength = 1, double? Clip = null);

/// <summary>Whether a list of LoRAs can be put behind one another.</summary>
internal static class LoraRules
{
    /// <summary>Each is a node of the graph; nobody stacks more, but a program might send them by mistake.</summary>
    private const int Most = 50;

    private const double Strongest = 100;

    public static string? FindFault(Slot slot, JsonElement value, ChoiceList? choices)
    {
        if (!TryRead(value, out var loras))
            return $"{slot.Label} must be given as [{{ \"name\": \"ink.safetensors\", \"strength\": 0.8 }}].";
        return loras.Count > Most ? $"{slot.Label}: {loras.Count} are too many; {Most} is the most."
            : loras.Select(lora => FindFault(slot, lora, choices)).FirstOrDefault(fault => fault is not null);
    }

    public static bool TryRead(JsonElement value, out IReadOnlyList<LoraChoice> loras)
    {
        loras = [];
        if (value.ValueKind is not JsonValueKind.Array)
            return false;
        try
        {
            loras = value.Deserialize(GenerationJson.Default.IReadOnlyListLoraChoice)!;
            return loras.All(lora => lora?.Name is { Length: > 0 });
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? FindFault(Slot slot, LoraChoice lora, ChoiceList? choices) =>
        ChoiceRules.FindFault(lora.Name, $"{slot.Label}: a name is too long.", "LoRA", choices)
            ?? StrengthFault(slot, lora.Name, lora.Strength)
            ?? (lora.Clip is { } clip ? StrengthFault(slot, lora.Name, clip) : null);

    private static string? StrengthFault(Slot slot, string name, double strength)
    {
        var limits = slot with { Min = slot.Min ?? -Strongest, Max = slot.Max ?? Strongest };
        return SlotRules.RangeFault(limits, $"{slot.Label}: the strength of '{name}'", strength);
    }
}
