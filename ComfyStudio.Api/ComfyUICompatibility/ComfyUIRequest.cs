using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.ComfyUICompatibility;

/// <summary>A picture in the words of the integration guide.</summary>
/// <param name="Model">The checkpoint; also decides between the templates. The best there is when left out.</param>
/// <param name="Seed">Random when left out or -1.</param>
internal sealed record ComfyUIRequest(
    string? Prompt,
    string? NegativePrompt = null,
    string? Model = null,
    double? Steps = null,
    double? Cfg = null,
    Seed? Seed = null,
    double? Width = null,
    double? Height = null,
    string? Sampler = null,
    string? Scheduler = null)
{
    public const string CheckpointSlot = "checkpoint";

    // Slots of the templates, and what they are called here.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["negative"] = "negativePrompt",
        [CheckpointSlot] = "model",
    };

    public GenerationRequest ToGeneration(Template template)
    {
        var slots = new Dictionary<string, JsonElement>();
        void Add(string slot, JsonValue? value)
        {
            if (value is not null)
                slots[slot] = JsonSerializer.SerializeToElement(value, ComfyUIJson.Default.JsonValue);
        }

        Add("prompt", JsonValue.Create(Prompt));
        Add("negative", JsonValue.Create(NegativePrompt));
        Add(CheckpointSlot, JsonValue.Create(Model));
        Add("steps", JsonValue.Create(Steps));
        Add("cfg", JsonValue.Create(Cfg));
        Add("seed", Seed is { } seed ? JsonValue.Create(seed.ToJson()) : null);
        Add("width", JsonValue.Create(Width));
        Add("height", JsonValue.Create(Height));
        Add("sampler", JsonValue.Create(Sampler));
        Add("scheduler", JsonValue.Create(Scheduler));
        return new GenerationRequest(template.Id, slots);
    }

    /// <summary>The field's name in this request.</summary>
    public static string FieldOf(string field)
    {
        var slot = field.StartsWith("slots.", StringComparison.Ordinal) ? field["slots.".Length..] : field;
        return Names.GetValueOrDefault(slot, slot);
    }
}
