using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Prompts;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>The values of one frame: what the sequence shares, its own prompt and seed, and of its people and places only those who are in it.</summary>
internal sealed class FrameSlots(Template template, Sequence sequence, IReadOnlyDictionary<string, ReferenceSource> sources)
{
    public const string Negative = "negative";

    private readonly Slot? _loras = template.Slots.FirstOrDefault(slot => slot.Type is SlotType.Loras);

    /// <summary>What the template has no place for, in sentences.</summary>
    public HashSet<FieldWarning> Warnings { get; } = [];

    public (IReadOnlyDictionary<string, JsonElement> Values, IReadOnlyList<TakeReference> References) Of(
        Frame frame, ComposedPrompt composed, Seed seed, FieldErrors errors)
    {
        var values = new Dictionary<string, JsonElement>(sequence.Slots) { [Slot.Prompt] = Text(composed.Prompt) };
        if (template.FindSlot(Slot.Seed) is not null)
            values[Slot.Seed] = seed.ToJson();
        if (composed.Negative.Length > 0)
            AddNegative(values, composed.Negative);
        AddLoras(values, frame);
        return (values, AddReferences(values, frame, errors));
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

    private List<TakeReference> AddReferences(Dictionary<string, JsonElement> values, Frame frame, FieldErrors errors)
    {
        var (manifest, all) = (new List<TakeReference>(), sequence.ReferencesIn(frame).ToList());
        foreach (var (placed, slot) in Assign(SlotReference.Person, all.Where(placed => !placed.IsPlace)).Concat(Assign(SlotReference.Place, all.Where(placed => placed.IsPlace))))
        {
            var (reference, source) = (placed.Reference, SourceOf(placed.Reference));
            if (source.Problem is { } problem)
                errors.Add($"slots.{slot.Name}", $"The picture of {placed.Name} {problem}");
            if (source.Input is { } input)
                values[slot.Name] = Text(input);
            if (slot.Reference!.Weight is { } weight)
                values[weight] = JsonSerializer.SerializeToElement(reference.Weight, GenerationJson.Default.Double);
            manifest.Add(new TakeReference(source.Input, slot.Name, reference.Weight, placed.IsPlace ? null : placed.Of, reference.Frame));
        }

        return manifest;
    }

    private ReferenceSource SourceOf(Reference reference) => reference.Frame is { } frame ? sources[frame] : new ReferenceSource(reference.Input, null);

    private IEnumerable<(PlacedReference Placed, Slot Slot)> Assign(string of, IEnumerable<PlacedReference> pictures)
    {
        var free = new Queue<Slot>(template.Slots.Where(slot => slot.Reference?.Of == of).OrderBy(slot => slot.Name, StringComparer.Ordinal));
        // Each one's first picture before anybody's second.
        foreach (var placed in pictures.GroupBy(picture => picture.Name).SelectMany(group => group.Index()).OrderBy(picture => picture.Index).Select(picture => picture.Item))
        {
            if (free.TryDequeue(out var slot))
            {
                yield return (placed, slot);
                continue;
            }

            Warnings.Add(new FieldWarning("template", $"{template.File.Title} has no place left for a picture of {placed.Name}; prompt and seed must do."));
            yield break;
        }
    }

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, GenerationJson.Default.String);
}
