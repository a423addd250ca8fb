using ComfyStudio.Api.Generation;

namespace ComfyStudio.Api.Templates;

/// <summary>Whether a slot says all that its type needs, and no two things that contradict each other.</summary>
internal static class SlotShape
{
    public static string? FindFault(Slot slot) =>
        slot.Min > slot.Max ? $"min {slot.Min} is above max {slot.Max}."
        : slot is { Inputs.Count: 0, Off: null } ? "it goes nowhere: inputs is empty."
        : slot is { Inputs.Count: 0, ChoicesFrom: ChoiceSources.Node } ? "choicesFrom node takes the choices of its first input, and it has none."
        : slot is { Required: true, Off: not null } ? "it is required, so off would never happen."
        : TypeFault(slot);

    private static string? TypeFault(Slot slot) => slot switch
    {
        { Type: SlotType.Prompt, Name: not Slot.Prompt } => $"a slot of type prompt must be called '{Slot.Prompt}', where jobs and images look for it.",
        { Type: SlotType.Seed, Name: not Slot.Seed } => $"a slot of type seed must be called '{Slot.Seed}', where jobs and images look for it.",
        { Type: SlotType.Model, ChoicesFrom: null } => "a model needs choicesFrom, to say which models are meant.",
        { Type: SlotType.Choice, ChoicesFrom: null, Choices: null } => "a choice needs choices or choicesFrom.",
        { Type: SlotType.Size } when slot.Inputs.Count % 2 != 0 => "a size needs its inputs in pairs: width, height.",
        { Type: SlotType.Loras, Inputs.Count: not (1 or 2) } => "loras need one or two outputs: the model's and, if it takes them, the clip's.",
        _ => null,
    };

    public static string? FindDefaultFault(Slot slot)
    {
        if (slot.Default is { } value)
            return SlotRules.FindFault(slot, value, choices: null) is { } fault ? $"its default does not fit: {fault}" : null;
        return slot.Required || slot.IsOptional || slot.Type is SlotType.Model or SlotType.Loras ? null
            : slot.Type is SlotType.Image or SlotType.Mask ? "it needs required: true, or off for the time without it."
            : "it needs a default, or required: true.";
    }
}
