using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Jobs.Estimating;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>What a planned batch will cost: time from past runs, disk from past images, and how often models are loaded.</summary>
internal sealed class BatchEstimator(Forecaster forecaster, TemplateBinder binder, ImageIndex images)
{
    private const int PastImages = 100;

    public async Task<BatchEstimate> EstimateAsync(BatchPlan plan, CancellationToken cancellationToken)
    {
        var asked = Needs(plan);
        IReadOnlyList<JobRequirements> ordered = [.. asked.GroupBy(BatchJobs.ModelsOf).SelectMany(alike => alike)];
        var work = (await forecaster.ReadAsync(cancellationToken)).Of(plan.Template.Id, ordered);
        return new BatchEstimate(work, BytesOf(plan), ordered.SequenceEqual(asked, ReferenceEqualityComparer.Instance) ? "asked" : "models");
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

    private long? BytesOf(BatchPlan plan)
    {
        var past = images.List(new ImageFilter { Templates = [plan.Template.Id] }, ImageSort.Newest, after: null, PastImages).Items
            .Where(image => image is { Bytes: > 0, Width: > 0, Height: > 0 }).ToList();
        if (past.Count == 0)
            return null;
        var perImage = past.Average(image => image.Bytes);
        var perPixel = past.Sum(image => (double)image.Bytes) / past.Sum(image => (double)image.Width * image.Height);
        return (long)plan.Cells.Sum(cell => PixelsOf(cell.Image.Values) is { } pixels ? pixels * perPixel : perImage);
    }

    private static double? PixelsOf(IReadOnlyDictionary<string, JsonElement> values)
    {
        if (values.TryGetValue("size", out var size) && SizeRules.TryRead(size, out var width, out var height))
            return (double)width * height;
        return values.TryGetValue("width", out var wide) && values.TryGetValue("height", out var high)
            && SlotRules.TryGetInteger(wide, out width) && SlotRules.TryGetInteger(high, out height) ? (double)width * height : null;
    }
}

/// <param name="Bytes">Null when no image of the template is there to go by.</param>
/// <param name="Order"><c>asked</c>, or <c>models</c> when another order changes models less.</param>
internal sealed record BatchEstimate(WorkForecast Work, long? Bytes, string Order);
