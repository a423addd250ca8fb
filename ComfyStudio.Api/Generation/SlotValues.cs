using System.Text.Json;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

/// <summary>Finds the value of every slot: what was asked for, else its default, else the best that the engines have.</summary>
internal sealed class SlotValues(Template template, IReadOnlyDictionary<string, JsonElement>? asked, SlotChoices choices)
{
    public static readonly JsonElement Nothing = JsonElement.Parse("null");

    private static readonly JsonElement RandomSeed = JsonElement.Parse("-1");
    private static readonly JsonElement NoLoras = JsonElement.Parse("[]");

    /// <summary>One for each slot but for those that <paramref name="errors"/> then speak of.</summary>
    public IReadOnlyDictionary<string, JsonElement> Read(FieldErrors errors)
    {
        var values = new Dictionary<string, JsonElement>();
        foreach (var slot in template.Slots)
        {
            var value = Given(slot) ?? Default(slot);
            if (FindFault(slot, value) is { } fault)
                errors.Add(FieldOf(slot), fault);
            else
                values[slot.Name] = value!.Value;
        }

        return values;
    }

    public static string FieldOf(Slot slot) => $"slots.{slot.Name}";

    private string? FindFault(Slot slot, JsonElement? value) => value switch
    {
        null => Missing(slot),
        { ValueKind: JsonValueKind.Null } => null,
        { } given when IsAsked(slot) => SlotRules.FindFault(slot, given, choices.Find(template, slot)),
        _ => null,
    };

    private bool IsAsked(Slot slot) => Given(slot) is not null;

    // Null is a value where a part of the graph can be left out, and stands for the default elsewhere.
    private JsonElement? Given(Slot slot) =>
        asked is not null && asked.TryGetValue(slot.Name, out var value) && (value.ValueKind is not JsonValueKind.Null || slot.IsOptional) ? AsKept(slot, value) : null;

    // A seed may come as text; from here on it is the number that engines take.
    private static JsonElement AsKept(Slot slot, JsonElement value) =>
        slot.Type is SlotType.Seed && value.ValueKind is JsonValueKind.String && Seed.Find(value) is { } seed ? seed.ToJson() : value;

    private JsonElement? Default(Slot slot) => slot switch
    {
        { Default: { } value } => value,
        { IsOptional: true } => Nothing,
        { Type: SlotType.Model } when BestModel(slot) is { } model => JsonSerializer.SerializeToElement(model, GenerationJson.Default.String),
        { Type: SlotType.Seed } => RandomSeed,
        { Type: SlotType.Loras } => NoLoras,
        _ => null,
    };

    private string? BestModel(Slot slot) =>
        choices.Find(template, slot)?.Names is { Count: > 0 } names
            ? slot.Prefer.Select(part => names.FirstOrDefault(name => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
                .FirstOrDefault(name => name is not null) ?? names[0]
            : null;

    private string Missing(Slot slot) => slot.Type switch
    {
        SlotType.Model when choices.Find(template, slot) is null => $"{slot.Label} must be chosen: {Unknown(slot)}.",
        SlotType.Model => $"{slot.Label} must be chosen, and no engine has one{Folder(slot)}.",
        SlotType.Image or SlotType.Mask => $"{slot.Label} is missing: upload a picture.",
        SlotType.Prompt or SlotType.Text => $"{slot.Label} must not be empty.",
        _ => $"{slot.Label} is missing.",
    };

    private string Unknown(Slot slot) => choices.AreTold && slot.ChoosesFiles
        ? $"no engine has a folder '{slot.ChoicesFrom}', so nodes that this workflow needs may be missing there"
        : "no engine has told yet which it has";

    private static string Folder(Slot slot) => slot.ChoosesFiles ? $" in its folder '{slot.ChoicesFrom}'" : "";
}
