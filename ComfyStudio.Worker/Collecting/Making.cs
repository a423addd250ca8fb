using System.Diagnostics;
using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Running;

namespace ComfyStudio.Worker.Collecting;

/// <summary>Tells how an image was made, from the job's slots, its graph and its run; becomes the sidecar. Holds no secret.</summary>
internal static class Making
{
    public static ImageMaking Of(JobRun run, TimeProvider time)
    {
        var slots = run.Spec.Slots;
        return new ImageMaking
        {
            Prompt = Text(slots, "prompt"),
            Negative = Text(slots, "negative"),
            Model = Text(slots, "checkpoint") ?? run.Graph.Models.FirstOrDefault(model => model.Folder is "checkpoints" or "diffusion_models")?.Name,
            Loras = [.. run.Graph.Nodes.Select(LoraOf).OfType<LoraUse>()],
            Seed = Number(slots, "seed") is >= 0 and <= ulong.MaxValue and var seed ? (ulong)seed : null,
            Steps = (int?)Number(slots, "steps"),
            Cfg = (double?)Number(slots, "cfg"),
            Sampler = Text(slots, "sampler"),
            Scheduler = Text(slots, "scheduler"),
            Denoise = (double?)Number(slots, "denoise"),
            TemplateId = run.Spec.TemplateId,
            TemplateVersion = run.Spec.TemplateVersion,
            Slots = slots,
            Draft = run.Spec.IsDraft ? true : null,
            Owner = run.Spec.Owner,
            JobId = run.Spec.Id.ToString(),
            GroupId = run.Spec.GroupId.ToString(),
            IndexInGroup = run.Spec.Index,
            SequenceId = run.Spec.Place is { Kind: JobPlace.Sequence } place ? place.Id : null,
            Engine = EngineOf(run),
            Times = new MakingTimes(run.Spec.CreatedAt, run.SubmittedAt, run.StartedAt, run.FinishedAt, time.GetUtcNow()),
            AgainOf = run.Spec.AgainOf,
            Parents = run.Spec.AgainOf is { } original ? [original] : [],
            TraceId = Activity.Current?.TraceId.ToString() ?? TraceIdOf(run.Spec.TraceParent),
            Source = "studio",
        };
    }

    private static MakingEngine EngineOf(JobRun run)
    {
        var condition = run.Engine.Condition;
        var kind = condition.IsSimulator || run.Engine.IsDeclaredSimulator ? "simulator" : "comfyui";
        return new MakingEngine(run.Engine.Id, run.Engine.Name, kind, condition.Version);
    }

    private static LoraUse? LoraOf(GraphNode node) => node.FindText("lora_name") is { } name
        ? new LoraUse(name, double.TryParse(node.FindValue("strength_model")?.ToJsonString(), out var strength) ? strength : 1)
        : null;

    private static string? Text(IReadOnlyDictionary<string, JsonElement> slots, string name) =>
        slots.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>Decimal, because a seed has more digits than a double keeps.</summary>
    private static decimal? Number(IReadOnlyDictionary<string, JsonElement> slots, string name) =>
        slots.TryGetValue(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : null;

    private static string? TraceIdOf(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, out var context) ? context.TraceId.ToString() : null;
}
