using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>Reads one value of an axis or a list for its slot, also where it comes as text.</summary>
internal sealed class ValueReader(Template template, SlotChoices choices, InputCheck inputs)
{
    private readonly Dictionary<string, ChoiceList?> _choices = new(StringComparer.Ordinal);

    public Slot? FindSlot(string? name) => template.Slots.FirstOrDefault(slot => slot.Name == name);

    /// <summary>By name or label, however they are written.</summary>
    public Slot? FindSlotLike(string text) =>
        template.Slots.FirstOrDefault(slot => string.Equals(slot.Name, text, StringComparison.OrdinalIgnoreCase))
            ?? template.Slots.FirstOrDefault(slot => string.Equals(slot.Label, text, StringComparison.OrdinalIgnoreCase));

    public string SlotNames => string.Join(", ", template.Slots.Select(slot => slot.Name));

    /// <returns>The value, or what is wrong with it.</returns>
    public (JsonElement Value, string? Fault) Read(Slot slot, JsonElement given)
    {
        var value = given.ValueKind is JsonValueKind.String ? FromText(slot, given.GetString()!) ?? given : given;
        return (value, FindFault(slot, value));
    }

    public (JsonElement Value, string? Fault) Read(Slot slot, string text) =>
        Read(slot, JsonSerializer.SerializeToElement(text, GenerationJson.Default.String));

    private string? FindFault(Slot slot, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null && slot.IsOptional)
            return null;
        if (SlotRules.FindFault(slot, value, ChoicesOf(slot)) is { } fault)
            return fault;
        var errors = new FieldErrors();
        inputs.Find(template, new Dictionary<string, JsonElement> { [slot.Name] = value }, errors);
        return errors.Any ? $"{slot.Label}: the studio does not have this picture any more; upload it again." : null;
    }

    private ChoiceList? ChoicesOf(Slot slot) =>
        _choices.TryGetValue(slot.Name, out var known) ? known : _choices[slot.Name] = choices.Find(template, slot);

    /// <returns>Null where a text is what it takes, or it is none that could be one of its values.</returns>
    private static JsonElement? FromText(Slot slot, string text) => slot.Type switch
    {
        SlotType.Integer or SlotType.Float or SlotType.Seed => NumberOf(text),
        SlotType.Boolean => BooleanOf(text),
        SlotType.Size => SizeOf(text),
        SlotType.Loras => LorasOf(text),
        _ => null,
    };

    private static JsonElement? NumberOf(string text) =>
        WrittenNumber.Find(text) is { } number ? JsonElement.Parse(number.ToString(CultureInfo.InvariantCulture)) : null;

    private static JsonElement? BooleanOf(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" or "1" => JsonElement.Parse("true"),
        "FALSE" or "NO" or "OFF" or "0" => JsonElement.Parse("false"),
        _ => null,
    };

    // 1024x768
    private static JsonElement? SizeOf(string text) =>
        text.Split('x', 'X', '×') is [var width, var height]
            && int.TryParse(width, CultureInfo.InvariantCulture, out var wide) && int.TryParse(height, CultureInfo.InvariantCulture, out var high)
            ? JsonElement.Parse($$"""{"width":{{wide}},"height":{{high}}}""")
            : null;

    // ink.safetensors:0.8; paper.safetensors
    private static JsonElement? LorasOf(string text)
    {
        var loras = new JsonArray();
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.LastIndexOf(':');
            var strength = at < 0 ? null : WrittenNumber.Find(part[(at + 1)..]);
            loras.Add(new JsonObject { ["name"] = strength is null ? part : part[..at], ["strength"] = strength ?? 1 });
        }

        return JsonSerializer.SerializeToElement(loras, GenerationJson.Default.JsonNode);
    }
}
