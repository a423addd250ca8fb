using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Templates;

internal static class TemplateEndpoints
{
    public static WebApplicationBuilder AddTemplates(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<TemplateOptions>(TemplateOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<TemplateOptions>, TemplateFolder>();
        builder.Services.AddSingleton<TemplateLibrary>();
        builder.Services.AddJsonContext(TemplatesJson.Default);
        return builder;
    }

    public static void MapTemplates(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/templates", List)
            .WithTags("Templates")
            .WithName("listTemplates")
            .WithSummary("What can be made, and the values each template takes")
            .WithDescription("A form is drawn from the slots: their types, limits, defaults and help. Slots with `choicesFrom` take their choices from GET /api/models.");

    internal static Ok<IReadOnlyList<TemplateView>> List(TemplateLibrary library, IOptions<GenerationOptions> generation) =>
        TypedResults.Ok<IReadOnlyList<TemplateView>>([.. library.All.Select(template => TemplateView.Of(template, generation.Value))]);
}

internal sealed record TemplateView(
    string Id, string Version, string Title, string Description, IReadOnlyList<string> Tags, IReadOnlyList<SlotView> Slots)
{
    public static TemplateView Of(Template template, GenerationOptions options) =>
        new(template.Id, template.Version, template.File.Title, template.File.Description, template.File.Tags,
            [.. template.Slots.Select(slot => SlotView.Of(slot, options))]);
}

/// <summary>One value that the form asks for.</summary>
internal sealed record SlotView
{
    public required string Name { get; init; }
    public required string Label { get; init; }
    public required SlotType Type { get; init; }
    public required bool Required { get; init; }
    public required JsonElement? Default { get; init; }
    public required double? Min { get; init; }
    public required double? Max { get; init; }
    public required double? Step { get; init; }
    public required IReadOnlyList<string>? Choices { get; init; }
    public required ChoiceSource? ChoicesFrom { get; init; }
    public required string? Help { get; init; }
    public required bool Advanced { get; init; }

    /// <summary>Characters. A longer prompt is accepted with a warning.</summary>
    public required int? MaxLength { get; init; }

    public static SlotView Of(Slot slot, GenerationOptions options) => new()
    {
        Name = slot.Name,
        Label = slot.Label,
        Type = slot.Type,
        Required = slot.Required,
        Default = slot.Default,
        Min = slot.Type is SlotType.Seed ? Slot.RandomSeed : slot.Min,
        Max = slot.Type is SlotType.Seed ? Slot.MaxSeed : slot.Max,
        Step = slot.Step,
        Choices = slot.Choices,
        ChoicesFrom = slot.ChoicesFrom,
        Help = slot.Help,
        Advanced = slot.Advanced,
        MaxLength = slot.MaxLength ?? (slot.Type is SlotType.Prompt ? options.MaxPromptLength : null),
    };
}
