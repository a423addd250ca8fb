using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Prompts;

/// <summary>Makes the texts that engines get of those that were asked for: a style around them, alternatives drawn with the image's seed.</summary>
internal sealed class PromptWriter(WildcardLibrary wildcards, StyleLibrary styles, IOptions<GenerationOptions> options)
{
    private const string Negative = "negative";

    public PromptStyle? FindStyle(string? name, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        if (styles.Find(name) is { } style)
            return style;
        var known = styles.All is { Count: > 0 } all ? $"there are {string.Join(", ", all.Select(each => $"'{each.Name}'"))}" : "there are none";
        errors.Add("style", $"There is no style '{name}'; {known}.");
        return null;
    }

    public PromptCombinations NewCombinations() => new(wildcards.Find);

    public DrawnText DrawBySeed(Slot slot, string text, Seed seed) => new PromptDraw(wildcards.Find, new Drawing(seed, slot.Name)).Draw(text);

    /// <returns>The texts that came out otherwise than they were asked for, by slot.</returns>
    public IReadOnlyDictionary<string, JsonElement> Write(ReadRequest read, PromptStyle? style, Seed seed, List<FieldWarning> warnings) =>
        Write(read, style, (slot, text) => DrawBySeed(slot, text, seed), warnings);

    /// <summary>The same, with alternatives that somebody else draws.</summary>
    public IReadOnlyDictionary<string, JsonElement> Write(ReadRequest read, PromptStyle? style, Func<Slot, string, DrawnText> draw, List<FieldWarning> warnings)
    {
        var written = new Dictionary<string, JsonElement>();
        foreach (var slot in read.Template.Slots.Where(slot => slot.Type is SlotType.Prompt or SlotType.Text))
        {
            if (!read.Values.TryGetValue(slot.Name, out var value) || value.ValueKind is not JsonValueKind.String)
                continue;
            var asked = value.GetString()!;
            var (text, unknown) = draw(slot, InStyle(slot, asked, style));
            warnings.AddRange(unknown.Select(name => new FieldWarning(
                SlotValues.FieldOf(slot), $"{slot.Label}: there is no list '{name}' to draw from (wildcards/{name}.txt); it stays as it is written.")));
            if (slot.Type is SlotType.Prompt)
                CheckLength(slot, text, warnings);
            if (text != asked)
                written[slot.Name] = JsonSerializer.SerializeToElement(text, GenerationJson.Default.String);
        }

        return written;
    }

    private static string InStyle(Slot slot, string text, PromptStyle? style) =>
        slot.Type is SlotType.Prompt ? style?.Around(text) ?? text
        : slot.Name == Negative ? style?.Against(text) ?? text
        : text;

    private void CheckLength(Slot slot, string text, List<FieldWarning> warnings)
    {
        var most = slot.MaxLength ?? options.Value.MaxPromptLength;
        if (text.Length > most)
            warnings.Add(new FieldWarning(SlotValues.FieldOf(slot), $"{slot.Label} is longer than {most} characters: the model may pass over its end."));
    }
}
