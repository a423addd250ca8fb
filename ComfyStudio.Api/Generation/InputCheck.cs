using System.Text.Json;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Generation;

/// <summary>Whether the pictures that a request names were uploaded.</summary>
internal sealed class InputCheck(InputFiles files)
{
    public void Find(Template template, IReadOnlyDictionary<string, JsonElement> values, FieldErrors errors)
    {
        foreach (var slot in template.Slots.Where(slot => slot.Type is SlotType.Image or SlotType.Mask))
        {
            if (values.TryGetValue(slot.Name, out var value) && value.ValueKind is JsonValueKind.String && files.Use(value.GetString()!) is null)
                errors.Add(SlotValues.FieldOf(slot), $"{slot.Label}: the studio does not have this picture any more; upload it again.");
        }
    }
}
