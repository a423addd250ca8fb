using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Generation;

/// <summary>Checks a request against its template and what the engines offer, and finds everything wrong with it at once.</summary>
internal sealed class RequestReader(TemplateLibrary templates, InputCheck inputs, IOptions<GenerationOptions> options)
{
    /// <returns>Null without a template. Values that <paramref name="errors"/> speak of are left out.</returns>
    public ReadRequest? Read(GenerationRequest request, Fleet fleet, IReadOnlyList<NodeCatalog> nodes, FieldErrors errors)
    {
        CheckCount(request, errors);
        CheckEngine(request, fleet, errors);
        if (FindTemplate(request, errors) is not { } template)
            return null;

        CheckNames(template, request, errors);
        var values = new SlotValues(template, request.Slots, SlotChoices.Of(fleet, request.Engine, nodes)).Read(errors);
        inputs.Find(template, values, errors);
        return new ReadRequest(template, values);
    }

    private void CheckCount(GenerationRequest request, FieldErrors errors)
    {
        if (request.Count is { } count && (count < 1 || count > options.Value.MaxCount))
            errors.Add("count", $"Count must be from 1 to {options.Value.MaxCount}.");
        if (request.Priority is < 0 or > 9)
            errors.Add("priority", "Priority must be from 0 (first) to 9 (last).");
    }

    private static void CheckEngine(GenerationRequest request, Fleet fleet, FieldErrors errors)
    {
        if (request.Engine is not { } id || fleet.Find(id) is not null)
            return;
        var names = fleet.Engines.Count == 0 ? "none is known" : $"there are {string.Join(", ", fleet.Engines.Select(engine => $"'{engine.Id}'"))}";
        errors.Add("engine", $"There is no engine '{id}'; {names}.");
    }

    private Template? FindTemplate(GenerationRequest request, FieldErrors errors)
    {
        if (templates.Find(request.Template) is { } template)
            return template;
        var known = string.Join(", ", templates.All.Select(each => $"'{each.Id}'"));
        errors.Add("template", string.IsNullOrEmpty(request.Template) ? $"Say which template: {known}." : $"There is no template '{request.Template}'; there are {known}.");
        return null;
    }

    private static void CheckNames(Template template, GenerationRequest request, FieldErrors errors)
    {
        foreach (var name in (request.Slots?.Keys ?? []).Where(name => template.FindSlot(name) is null))
            errors.Add($"slots.{name}", $"The template '{template.Id}' has no slot '{name}'; it has {string.Join(", ", template.Slots.Select(slot => slot.Name))}.");
    }
}

internal sealed record ReadRequest(Template Template, IReadOnlyDictionary<string, JsonElement> Values);
