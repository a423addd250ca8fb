using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Jobs.Estimating;
using ComfyStudio.Api.Templates;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>What a planned batch will cost, in the order in which it would be made.</summary>
internal sealed class BatchEstimator(CostForecaster costs, TemplateBinder binder)
{
    public async Task<BatchEstimate> EstimateAsync(BatchPlan plan, CancellationToken cancellationToken)
    {
        var asked = Needs(plan).Zip(plan.Cells, (needs, cell) => new PlannedPicture(needs, cell.Image.Values)).ToList();
        IReadOnlyList<PlannedPicture> ordered = [.. BatchJobs.Order(asked, picture => picture.Models)];
        return new BatchEstimate(
            await costs.ReadAsync(plan.Template.Id, ordered, cancellationToken), ordered.SequenceEqual(asked, ReferenceEqualityComparer.Instance) ? "asked" : "models");
    }

    /// <summary>Of each cell. Only values that change a graph's parts or its files are bound anew.</summary>
    private List<JobRequirements> Needs(BatchPlan plan)
    {
        var deciding = plan.Template.Slots.Where(slot => plan.Differing.Contains(slot.Name) && Decides(slot)).Select(slot => slot.Name).ToList();
        var known = new Dictionary<string, JobRequirements>(StringComparer.Ordinal);
        return [.. plan.Cells.Select(cell =>
        {
            var key = string.Join('\n', deciding.Select(slot => cell.Image.Values.GetValueOrDefault(slot) is { ValueKind: not JsonValueKind.Undefined } value ? value.GetRawText() : ""));
            return known.TryGetValue(key, out var needs)
                ? needs
                : known[key] = binder.Bind(plan.Template, cell.Image.Values, plan.Nodes).Requirements(plan.Request.Engine);
        })];
    }

    private static bool Decides(Slot slot) => slot.Off is not null || slot.Type is SlotType.Model or SlotType.Loras or SlotType.Choice or SlotType.Boolean;
}

/// <param name="Order"><c>asked</c>, or <c>models</c> when another order changes models less.</param>
internal sealed record BatchEstimate(CostForecast Cost, string Order);
