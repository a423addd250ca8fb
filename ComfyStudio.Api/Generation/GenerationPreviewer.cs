using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Prompts;
using ComfyStudio.Api.Templates;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Generation;

/// <summary>Shows what a request would come to.</summary>
internal sealed class GenerationPreviewer(GenerationPlanner planner, FleetReader fleets, TimeProvider time)
{
    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public async Task<GenerationPreview?> PreviewAsync(GenerationRequest request, FieldErrors errors, CancellationToken cancellationToken)
    {
        var fleet = await fleets.ReadAsync(cancellationToken);
        if (await planner.PlanAsync(request, fleet, errors, cancellationToken) is not { } plan)
            return null;
        var image = plan.Images[0];
        var bound = plan.Graphs[0].For(JobId.New(time));
        return new GenerationPreview(
            bound.Graph.ToJsonElement(), bound.Marks, [.. plan.Images.Select(each => each.Seed)], image.Values,
            PromptTokens.Of(plan.Template, bound.Graph, image.Values), plan.Warnings);
    }
}

/// <param name="Graph">In ComfyUI's API format, as it would be sent for the first picture.</param>
/// <param name="Marks">Where the slots' values stand in it.</param>
/// <param name="Seeds">One for each picture. Those of a request with seed -1 are drawn anew each time.</param>
/// <param name="Resolved">The values of the first picture, by slot: alternatives drawn, style applied.</param>
/// <param name="Tokens">How long the prompts are for the model that reads them.</param>
internal sealed record GenerationPreview(
    JsonElement Graph, IReadOnlyList<BoundMark> Marks, IReadOnlyList<Seed> Seeds, IReadOnlyDictionary<string, JsonElement> Resolved,
    IReadOnlyList<TokenCount> Tokens, IReadOnlyList<FieldWarning> Warnings);
