using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Prompts;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>The values of one frame: what the sequence shares, its own prompt and seed, and of its people and places only those who are in it.</summary>
internal sealed class FrameSlots(Template template, Sequence sequence)
{
    public const string Negative = "negative";

    private readonly Slot? _loras = template.Slots.FirstOrDefault(slot => slot.Type is SlotType.Loras);

    /// <summary>What the template has no place for, in sentences.</summary>
    public HashSet<FieldWarning> Warnings { get; } = [];

    public (IReadOnlyDictionary<string, JsonElement> Values, IReadOnlyList<TakeReference> References) Of(Frame frame, ComposedPrompt composed, long seed)
    {
        var values = new Dictionary<string, JsonElement>(sequence.Slots) { [Slot.Prompt] = Text(composed.Prompt) };
        if (template.FindSlot(Slot.Seed) is not null)
            values[Slot.Seed] = JsonSerializer.SerializeToElement(seed, GenerationJson.Default.Int64);
        if (composed.Negative.Length > 0)
            AddNegative(values, composed.Negative);
        AddLoras(values, frame);
        return (values, AddReferences(values, frame));
    }

    /// <summary>The sequence's own field for what a slot's value came from.</summary>
    public string FieldOf(string field, int index) => field switch
    {
        "slots." + Slot.Seed => $"frames[{index}].seed",
        "slots." + Negative when sequence.Style.Negative is { Length: > 0 } => "style.negative",
        "slots." + Slot.Prompt => $"frames[{index}].{field}",
        _ when _loras is not null && field == SlotValues.FieldOf(_loras) => $"frames[{index}].{field}",
        _ when template.Slots.Any(slot => slot.Reference is not null && SlotValues.FieldOf(slot) == field) => $"frames[{index}].{field}",
        _ => field,
    };

    private void AddNegative(Dictionary<string, JsonElement> values, string negative)
    {
        if (template.FindSlot(Negative) is not null)
            values[Negative] = Text(negative);
        else
            Warnings.Add(new FieldWarning("style.negative", $"{template.File.Title} takes no negative prompt; it is left out."));
    }

    private void AddLoras(Dictionary<string, JsonElement> values, Frame frame)
    {
        List<LoraChoice> added =
        [
            .. (sequence.Style.Loras ?? []).Select(lora => new LoraChoice(lora.Name, lora.Strength)),
            .. PromptComposer.CastOf(sequence, frame).Where(person => !string.IsNullOrWhiteSpace(person.Lora)).Select(person => new LoraChoice(person.Lora!, person.Weight)),
        ];
        if (added.Count == 0)
            return;
        if (_loras is null)
        {
            Warnings.Add(new FieldWarning("style.loras", $"{template.File.Title} takes no LoRAs; they are left out."));
            return;
        }

        var shared = values.TryGetValue(_loras.Name, out var value) && LoraRules.TryRead(value, out var own) ? own : [];
        IReadOnlyList<LoraChoice> all = [.. shared, .. added.DistinctBy(lora => lora.Name)];
        values[_loras.Name] = JsonSerializer.SerializeToElement(all, GenerationJson.Default.IReadOnlyListLoraChoice);
    }

    private List<TakeReference> AddReferences(Dictionary<string, JsonElement> values, Frame frame)
    {
        var manifest = new List<TakeReference>();
        var people = PromptComposer.CastOf(sequence, frame).SelectMany(person => (person.References ?? []).Select(reference => (Reference: reference, Who: (string?)person.Id, person.Name)));
        Assign(SlotReference.Person, people, values, manifest);
        if (PromptComposer.LocationOf(sequence, frame) is { } place)
            Assign(SlotReference.Place, (place.References ?? []).Select(reference => (Reference: reference, Who: (string?)null, place.Name)), values, manifest);
        return manifest;
    }

    private void Assign(
        string of, IEnumerable<(Reference Reference, string? Who, string Name)> pictures, Dictionary<string, JsonElement> values, List<TakeReference> manifest)
    {
        var free = new Queue<Slot>(template.Slots.Where(slot => slot.Reference?.Of == of).OrderBy(slot => slot.Name, StringComparer.Ordinal));
        // Each one's first picture before anybody's second.
        foreach (var (reference, who, name) in pictures.GroupBy(picture => picture.Name).SelectMany(group => group.Index()).OrderBy(picture => picture.Index).Select(picture => picture.Item))
        {
            if (!free.TryDequeue(out var slot))
            {
                Warnings.Add(new FieldWarning("template", $"{template.File.Title} has no place left for a picture of {name}; prompt and seed must do."));
                return;
            }

            values[slot.Name] = Text(reference.Input);
            if (slot.Reference!.Weight is { } weight)
                values[weight] = JsonSerializer.SerializeToElement(reference.Weight, GenerationJson.Default.Double);
            manifest.Add(new TakeReference(reference.Input, slot.Name, reference.Weight, who));
        }
    }

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, GenerationJson.Default.String);
}
