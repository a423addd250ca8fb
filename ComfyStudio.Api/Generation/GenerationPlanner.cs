using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Prompts;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

/// <summary>Turns a request into what will be made: every image with its seed and values, tried out against what the engines' nodes take.</summary>
internal sealed class GenerationPlanner(
    RequestReader reader, EngineNodes engineNodes, PromptWriter prompts, TemplateBinder binder, SeedSource seeds)
{
    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public async Task<GenerationPlan?> PlanAsync(GenerationRequest request, Fleet fleet, FieldErrors errors, CancellationToken cancellationToken)
    {
        var nodes = await engineNodes.ListAsync(fleet, request.Engine, cancellationToken);
        if (reader.Read(request, fleet, nodes, errors) is not { } read)
            return null;

        var warnings = new List<FieldWarning>();
        var images = Images(request, read, errors, warnings);
        var first = binder.Bind(read.Template, images[0].Values, nodes);
        EngineCheck.Find(read.Template, first, nodes, errors, warnings);
        warnings.AddRange(PromptTokens.Warnings(read.Template, first.Graph, images[0].Values));
        if (errors.Any)
            return null;
        return new GenerationPlan(read.Template, images)
        {
            EngineId = request.Engine,
            Priority = request.Priority ?? 5,
            Warnings = [.. warnings.Distinct()],
            IsDraft = request.Draft,
            RetryOf = request.RetryOf,
            Graphs = [first, .. images.Skip(1).Select(image => binder.Bind(read.Template, image.Values, nodes))],
        };
    }

    private List<ImagePlan> Images(GenerationRequest request, ReadRequest read, FieldErrors errors, List<FieldWarning> warnings)
    {
        var draft = request.Draft ? DraftValues.Of(read.Template, read.Values) : null;
        var style = prompts.FindStyle(request.Style, errors);
        var count = errors.Has("count") ? 1 : request.Count ?? 1;
        return [.. seeds.Take(SlotRules.SeedOf(read.Values), count).Select(seed => Image(read, style, draft, seed, warnings))];
    }

    private ImagePlan Image(
        ReadRequest read, PromptStyle? style, IReadOnlyDictionary<string, JsonElement>? draft, Seed seed, List<FieldWarning> warnings)
    {
        var changed = new Dictionary<string, JsonElement>(prompts.Write(read, style, seed, warnings));
        foreach (var (name, value) in draft ?? new Dictionary<string, JsonElement>())
            changed[name] = value;
        return ImagePlan.Of(read, changed, seed);
    }
}
