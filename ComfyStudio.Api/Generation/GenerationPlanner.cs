using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Generation;

/// <summary>Checks a request against its template and what the engines have, and finds everything wrong with it at once.</summary>
internal sealed class GenerationPlanner(TemplateLibrary templates, SeedSource seeds, IOptions<GenerationOptions> options)
{
    private static readonly JsonElement RandomSeed = JsonSerializer.SerializeToElement(Slot.RandomSeed, GenerationJson.Default.Int64);

    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public GenerationPlan? Plan(GenerationRequest request, Fleet fleet, FieldErrors errors)
    {
        CheckCount(request, errors);
        CheckEngine(request, fleet, errors);
        if (FindTemplate(request, errors) is not { } template)
            return null;

        var warnings = new List<FieldWarning>();
        var known = new KnownChoices(fleet, request.Engine);
        CheckNames(template, request, errors);
        var values = template.Slots.ToDictionary(slot => slot.Name, slot => ValueOf(slot, request, known, errors, warnings));
        return errors.Any ? null : new GenerationPlan(template, values, SeedsOf(values, request.Count ?? 1), request.Engine, request.Priority ?? 5, warnings, request.RetryOf);
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

    private JsonElement ValueOf(Slot slot, GenerationRequest request, KnownChoices known, FieldErrors errors, List<FieldWarning> warnings)
    {
        var field = $"slots.{slot.Name}";
        var choices = known.For(slot.ChoicesFrom);
        if (Given(slot, request) is not { } value)
            return Default(slot, choices, field, errors);

        if (SlotRules.FindFault(slot, value, choices) is { } fault)
            errors.Add(field, fault);
        else if (slot.Type is SlotType.Prompt && value.GetString()!.Length > (slot.MaxLength ?? options.Value.MaxPromptLength))
            warnings.Add(new FieldWarning(field, $"{slot.Label} is longer than {slot.MaxLength ?? options.Value.MaxPromptLength} characters: the model may pass over its end."));
        return value;
    }

    private static JsonElement? Given(Slot slot, GenerationRequest request) =>
        request.Slots is { } slots && slots.TryGetValue(slot.Name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private static JsonElement Default(Slot slot, IReadOnlyCollection<string>? choices, string field, FieldErrors errors)
    {
        if (slot.Type is SlotType.Model && BestModel(slot, choices) is { } model)
            return JsonSerializer.SerializeToElement(model, GenerationJson.Default.String);
        if (slot.Default is { } value)
            return value;
        if (slot.Type is SlotType.Seed)
            return RandomSeed;

        errors.Add(field, slot.Type is SlotType.Model
            ? $"{slot.Label} must be chosen: no engine has told yet which it has."
            : $"{slot.Label} must not be empty.");
        return default;
    }

    private static string? BestModel(Slot slot, IReadOnlyCollection<string>? choices) =>
        slot.Default is null && choices is { Count: > 0 }
            ? slot.Prefer.Select(part => choices.FirstOrDefault(name => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
                .FirstOrDefault(name => name is not null) ?? choices.First()
            : null;

    private IReadOnlyList<long> SeedsOf(Dictionary<string, JsonElement> values, int count)
    {
        var first = values.TryGetValue(Slot.Seed, out var value) && SlotRules.TryGetInteger(value, out var seed) ? seed : Slot.RandomSeed;
        return seeds.Take(first, count);
    }
}
