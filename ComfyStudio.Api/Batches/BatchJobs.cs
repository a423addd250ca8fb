using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Batches.Planning;
using ComfyStudio.Api.Generation;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches;

/// <summary>Makes the jobs of planned cells, in an order in which models change least.</summary>
internal sealed class BatchJobs(JobSpecMaker maker, TemplateBinder binder)
{
    // Names of files then still sort by number.
    private const int ManyImages = 1000;

    public JobGroup NewGroup(string owner, BatchPlan plan) => maker.NewGroup(owner, BatchBook.Kind) with
    {
        About = AboutOf(BatchRecord.Of(plan, [])),
        StopAtFirstFailure = plan.Request.StopAtFirstFailure,
    };

    public static string AboutOf(BatchRecord record) => JsonSerializer.Serialize(record, BatchFileJson.Default.BatchRecord);

    /// <param name="earlier">Cells that the group has already.</param>
    public IReadOnlyList<JobSpec> Make(JobGroup group, BatchPlan plan, int earlier)
    {
        var generation = new GenerationPlan(plan.Template, [.. plan.Cells.Select(cell => cell.Image)])
        {
            EngineId = plan.Request.Engine,
            Priority = plan.Request.Priority ?? 5,
            Warnings = plan.Warnings,
            Graphs = [.. plan.Cells.Select(cell => binder.Bind(plan.Template, cell.Image.Values, plan.Nodes))],
        };
        var total = earlier + plan.Cells.Count;
        var jobs = plan.Cells.Select((cell, place) => maker.Make(group, generation, place) with
        {
            Index = earlier + place,
            GroupSize = total,
            Place = new JobPlace(JobPlace.Batch, group.Id.ToString(), NameOf(plan, cell, earlier + place, total)),
        });
        return [.. Order(jobs, job => job.Requirements.HeavyKey())];
    }

    /// <summary>Those that need the same models stand together, in the order in which their first ones were asked for.</summary>
    /// <param name="modelsOf">Those that take long to load.</param>
    public static IEnumerable<T> Order<T>(IEnumerable<T> asked, Func<T, string> modelsOf) => asked.GroupBy(modelsOf).SelectMany(alike => alike);

    private static string? NameOf(BatchPlan plan, PlannedCell cell, int index, int total)
    {
        if (total < ManyImages)
            return null;
        var number = string.Create(CultureInfo.InvariantCulture, $"{index + 1:0000}");
        return plan.Template.FindSlot(Templates.Slot.Seed) is null ? number : string.Create(CultureInfo.InvariantCulture, $"{number}-{cell.Image.Seed}");
    }
}
