using System.Diagnostics;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Gallery.Again;

/// <summary>Queues what made an image once more: the same graph with the same seed, best on the same engine, linked to the image.</summary>
internal sealed class ImageRemaker(GraphOfImage graphs, FleetReader fleets, EngineNodes nodes, JobQueue queue, TimeProvider time)
{
    /// <summary>Of a graph that came from no template of the studio.</summary>
    private const string NoTemplate = "graph";

    public async Task<AgainOutcome> AgainAsync(ImageRecord image, Idempotency? idempotency, CancellationToken cancellationToken)
    {
        if (await graphs.FindAsync(image, cancellationToken) is not { } graph)
            return new AgainOutcome.Impossible("Neither the file nor the queue holds the graph that made it. Use its settings to make one like it.");
        var missing = new List<string>();
        var inputs = graphs.InputsOf(graph, missing);
        if (missing.Count > 0)
            return new AgainOutcome.Impossible($"It was made from a picture that the studio does not have any more: {string.Join(", ", missing)}.");

        var fleet = await fleets.ReadRecentAsync(cancellationToken);
        var engine = fleet.Find(image.Making?.Engine?.Id) is { TakesJobs: true } same ? same.Id : null;
        var spec = await BindAsync(SpecOf(image, graph, inputs), fleet, engine, cancellationToken);
        var group = new JobGroup { Id = spec.GroupId, Owner = spec.Owner, Kind = GenerationSubmitter.GenerationKind, CreatedAt = spec.CreatedAt, Jobs = [spec.Id] };
        var result = await queue.EnqueueAsync(group, [spec], idempotency, cancellationToken);
        return result.Conflict
            ? new AgainOutcome.KeyReused()
            : new AgainOutcome.Accepted(result.GroupId, result.Jobs, engine is null ? OtherEngine(image) : []);
    }

    private JobSpec SpecOf(ImageRecord image, ApiGraph graph, IReadOnlyList<JobInput> inputs) => new()
    {
        Id = JobId.New(time),
        GroupId = GroupId.New(time),
        Index = 0,
        Owner = image.Making?.Owner ?? Owners.CurrentOwner.Local,
        TemplateId = image.Making?.TemplateId ?? NoTemplate,
        TemplateVersion = image.Making?.TemplateVersion ?? "",
        Slots = GraphOfImage.SlotsOf(image.Making),
        IsDraft = image.Making?.Draft is true,
        Graph = graph.ToJsonElement(),
        Requirements = new JobRequirements(null, [], []),
        Inputs = inputs,
        CreatedAt = time.GetUtcNow(),
        AgainOf = image.Id.ToString(),
        TraceParent = Activity.Current?.Id,
        TraceState = Activity.Current?.TraceStateString,
    };

    private async Task<JobSpec> BindAsync(JobSpec spec, Fleet fleet, string? engine, CancellationToken cancellationToken)
    {
        var bound = TemplateBinder.Rebind(spec, await nodes.ListAsync(fleet, engine, cancellationToken)).For(spec.Id);
        return spec with { Graph = bound.Graph.ToJsonElement(), Requirements = bound.Requirements(engine) };
    }

    private static IReadOnlyList<FieldWarning> OtherEngine(ImageRecord image) => image.Making?.Engine is { } engine
        ? [new FieldWarning("engine", $"It was made on {engine.Name}, which takes no jobs now. Another engine may paint other pixels.")]
        : [];
}

internal abstract record AgainOutcome
{
    private AgainOutcome()
    {
    }

    internal sealed record Accepted(GroupId GroupId, IReadOnlyList<JobId> Jobs, IReadOnlyList<FieldWarning> Warnings) : AgainOutcome;

    internal sealed record Impossible(string Reason) : AgainOutcome;

    internal sealed record KeyReused : AgainOutcome;
}
