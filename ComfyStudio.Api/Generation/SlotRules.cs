using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

/// <summary>Whether a value fits its slot, said in a sentence for the person who typed it.</summary>
internal static class SlotRules
{
    /// <param name="choices">What the engines offer, or null while nobody knows.</param>
    /// <returns>Null when it fits.</returns>
    public static string? FindFault(Slot slot, JsonElement value, ChoiceList? choices) => slot.Type switch
    {
        SlotType.Prompt or SlotType.Text => TextFault(slot, value),
        SlotType.Integer => IntegerFault(slot, value),
        SlotType.Float => FloatFault(slot, value),
        SlotType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{slot.Label} must be true or false.",
        SlotType.Seed => SeedFault(slot, value),
        SlotType.Choice or SlotType.Model => ChoiceRules.FindFault(slot, value, choices),
        SlotType.Size => SizeRules.FindFault(slot, value),
        SlotType.Image or SlotType.Mask => InputFault(slot, value),
        SlotType.Loras => LoraRules.FindFault(slot, value, choices),
        _ => throw new InvalidOperationException($"No rule for {slot.Type}."),
    };

    private static string? TextFault(Slot slot, JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
            return $"{slot.Label} must be a text.";
        var text = value.GetString()!;
        if (slot.Required && string.IsNullOrWhiteSpace(text))
            return $"{slot.Label} must not be empty.";
        if (text.Length > Slot.MaxTextLength)
            return $"{slot.Label} has {text.Length} characters; {Slot.MaxTextLength} is the most.";
        return text.Contains('\0', StringComparison.Ordinal) ? $"{slot.Label} holds a character that no engine can read (NUL)." : null;
    }

    private static string? IntegerFault(Slot slot, JsonElement value)
    {
        if (!TryGetInteger(value, out var number))
            return $"{slot.Label} must be a whole number.";
        return WholeFault(slot, slot.Label, number);
    }

    internal static string? WholeFault(Slot slot, string label, long number) =>
        RangeFault(slot, label, number)
            ?? (slot.Step is { } step && step > 1 && number % (decimal)step != 0 ? $"{label} must be a multiple of {Number(step)}." : null);

    private static string? FloatFault(Slot slot, JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? RangeFault(slot, slot.Label, number)
            : $"{slot.Label} must be a number.";

    private static string? SeedFault(Slot slot, JsonElement value) =>
        Seed.Find(value) is { IsGiven: true } or { IsRandom: true }
            ? null
            : $"{slot.Label} must be a whole number from 0 to {ulong.MaxValue}, or -1 for a random one.";

    private static string? InputFault(Slot slot, JsonElement value) =>
        value.ValueKind is JsonValueKind.String && Sha256Text.IsOne(value.GetString())
            ? null
            : $"{slot.Label} must be the id of an uploaded picture, see POST /api/inputs.";

    internal static string? RangeFault(Slot slot, string label, double number) =>
        (slot.Min is { } min && number < min) || (slot.Max is { } max && number > max) ? RangeSentence(slot, label) : null;

    private static string RangeSentence(Slot slot, string label) => slot switch
    {
        { Min: { } min, Max: { } max } => $"{label} must be from {Number(min)} to {Number(max)}.",
        { Min: { } min } => $"{label} must be {Number(min)} or more.",
        _ => $"{label} must be {Number(slot.Max ?? 0)} or less.",
    };

    // "20.0" is a whole number too: JSON has only one kind.
    internal static bool TryGetInteger(JsonElement value, out long number)
    {
        number = 0;
        if (value.ValueKind is not JsonValueKind.Number)
            return false;
        if (value.TryGetInt64(out number))
            return true;
        if (!value.TryGetDecimal(out var exact) || decimal.Truncate(exact) != exact || exact is < long.MinValue or > long.MaxValue)
            return false;
        number = (long)exact;
        return true;
    }

    /// <summary>The seed that is asked for; <see cref="Seed.Random"/> when none is.</summary>
    internal static Seed SeedOf(IReadOnlyDictionary<string, JsonElement> values) =>
        values.TryGetValue(Slot.Seed, out var value) && Seed.Find(value) is { } seed ? seed : Seed.Random;

    internal static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
