using System.Text.Json;
using ComfyStudio.Api.Generation;

namespace ComfyStudio.Api.Templates;

/// <summary>A template as the form needs it.</summary>
internal sealed record TemplateView
{
    public required string Id { get; init; }
    public required string Version { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required TemplateSource Source { get; init; }

    /// <summary>Where its picture is; null when it has none.</summary>
    public required string? Preview { get; init; }

    /// <summary>The sections of the form, in their order. Slots without a group stand in the first.</summary>
    public required IReadOnlyList<SlotGroup> Groups { get; init; }

    public required TemplateRequires Requires { get; init; }
    public required IReadOnlyList<SlotView> Slots { get; init; }

    public static TemplateView Of(Template template, SlotChoices choices, GenerationOptions options) => new()
    {
        Id = template.Id,
        Version = template.Version,
        Title = template.File.Title,
        Description = template.File.Description,
        Tags = template.File.Tags,
        Source = template.Source,
        Preview = template.File.Preview is null ? null : $"/api/templates/{Uri.EscapeDataString(template.Id)}/preview",
        Groups = template.File.Groups,
        Requires = template.File.Requires,
        Slots = [.. template.Slots.Select(slot => SlotView.Of(slot, choices.Shown(template, slot), options))],
    };
}

/// <summary>One value that the form asks for.</summary>
internal sealed record SlotView
{
    public required string Name { get; init; }
    public required string Label { get; init; }
    public required SlotType Type { get; init; }

    /// <summary>The name of its section; null for the first.</summary>
    public required string? Group { get; init; }

    public required bool Required { get; init; }

    /// <summary>Whether null is a value: then the part of the graph that it belongs to is left out.</summary>
    public required bool Optional { get; init; }

    public required JsonElement? Default { get; init; }
    public required double? Min { get; init; }
    public required double? Max { get; init; }
    public required double? Step { get; init; }

    /// <summary>What there is to choose from. Null for the files of a folder of models: GET /api/models has them under `folders`.</summary>
    public required IReadOnlyList<string>? Choices { get; init; }

    /// <summary>`samplers`, `schedulers`, `node` (what the node itself lists), or a folder of models.</summary>
    public required string? ChoicesFrom { get; init; }

    public required SlotCondition? VisibleWhen { get; init; }
    public required string? Help { get; init; }
    public required bool Advanced { get; init; }

    /// <summary>Of an image: whose pictures a sequence puts there.</summary>
    public SlotReference? Reference { get; init; }

    /// <summary>Characters. A longer prompt is accepted with a warning.</summary>
    public required int? MaxLength { get; init; }

    public static SlotView Of(Slot slot, IReadOnlyList<string>? choices, GenerationOptions options) => new()
    {
        Name = slot.Name,
        Label = slot.Label,
        Type = slot.Type,
        Group = slot.Group,
        Required = slot.Required,
        Optional = slot.IsOptional,
        Default = slot.Default,
        Min = slot.Type is SlotType.Seed ? -1 : slot.Min,
        Max = slot.Type is SlotType.Seed ? ulong.MaxValue : slot.Max,
        Step = slot.Step,
        Choices = choices,
        ChoicesFrom = slot.ChoicesFrom,
        VisibleWhen = slot.VisibleWhen,
        Help = slot.Help,
        Advanced = slot.Advanced,
        Reference = slot.Reference,
        MaxLength = slot.MaxLength ?? (slot.Type is SlotType.Prompt ? options.MaxPromptLength : null),
    };
}
