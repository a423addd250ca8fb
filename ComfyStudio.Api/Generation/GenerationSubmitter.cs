using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Telemetry;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Generation;

/// <summary>From a request to stored jobs, one for each picture.</summary>
internal sealed partial class GenerationSubmitter(
    GenerationPlanner planner, FleetReader fleets, JobQueue queue, JobSpecMaker maker, ILogger<GenerationSubmitter> logger)
{
    public const string GenerationKind = "generation";

    /// <param name="idempotencyKey">The caller's name for this request; sent again, it is answered with the first result.</param>
    public async Task<SubmitOutcome> SubmitAsync(
        GenerationRequest request, string? idempotencyKey, CurrentOwner owner, CancellationToken cancellationToken)
    {
        using var activity = ApiTelemetry.Source.StartActivity("submit generation");
        var (fleet, plan, errors) = await PlanAsync(request, owner, cancellationToken);
        if (plan is null)
            return Refuse(new SubmitOutcome.Invalid(errors), errors.ToString());
        if (plan.EngineId is { } engineId && fleet.Find(engineId) is { IsReachable: false } engine)
            return Refuse(ProblemKinds.EngineAway, $"{engine.Name} cannot be reached{Because(engine)}. Leave the engine open to let the picture wait for any.");

        var group = maker.NewGroup(owner.Name, GenerationKind);
        var specs = plan.Images.Select((_, index) => maker.Make(group, plan, index)).ToList();
        var idempotency = idempotencyKey is null ? null : new Idempotency($"{owner.Name}:{idempotencyKey}", request.Fingerprint());
        var result = await queue.EnqueueAsync(group with { Jobs = [.. specs.Select(spec => spec.Id)] }, specs, idempotency, cancellationToken);
        if (result.Conflict)
            return Refuse(ProblemKinds.KeyReused, "This Idempotency-Key came with another request before. Take a new key for a new request.");

        activity?.SetTag("comfystudio.group.id", result.GroupId.ToString()).SetTag("comfystudio.template.id", plan.Template.Id);
        ApiTelemetry.RequestedImages.Add(result.Replayed ? 0 : result.Jobs.Count, new KeyValuePair<string, object?>("comfystudio.template.id", plan.Template.Id));
        LogAccepted(result.GroupId, result.Jobs.Count, plan.Template.Id, result.Replayed);
        return new SubmitOutcome.Accepted(result.GroupId, result.Jobs, plan.Warnings);
    }

    /// <summary>What was true of the engines a second ago is enough to accept by; only what is true now refuses, or sends to one of them.</summary>
    private async Task<Planned> PlanAsync(GenerationRequest request, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (request.Engine is null && await PlanAsync(request, await fleets.ReadRecentAsync(cancellationToken), owner, cancellationToken) is { Plan: not null } planned)
            return planned;
        return await PlanAsync(request, await fleets.ReadAsync(cancellationToken), owner, cancellationToken);
    }

    private async Task<Planned> PlanAsync(GenerationRequest request, Fleet fleet, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        await CheckRetryAsync(request.RetryOf, owner, errors, cancellationToken);
        return new Planned(fleet, await planner.PlanAsync(request, fleet, errors, cancellationToken), errors);
    }

    private async Task CheckRetryAsync(JobId? id, CurrentOwner owner, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (id is not { } retried)
            return;
        if (await queue.FindAsync(retried, cancellationToken) is not { } job || !owner.Owns(job.Spec.Owner))
            errors.Add("retryOf", $"There is no job '{retried}'. Leave it out to ask for new pictures.");
        else if (!job.State.IsFinal() || job.State is JobState.Succeeded)
            errors.Add("retryOf", "Only a job that failed, was set aside or cancelled can be tried again.");
    }

    private SubmitOutcome Refuse(ProblemKind kind, string detail) => Refuse(new SubmitOutcome.Refused(kind, detail), detail);

    private SubmitOutcome Refuse(SubmitOutcome outcome, string reason)
    {
        ApiTelemetry.RefusedRequests.Add(1);
        LogRefused(reason);
        return outcome;
    }

    private static string Because(FleetEngine engine) => engine.Snapshot.Problem is { } problem ? $": {problem.TrimEnd('.')}" : "";

    private sealed record Planned(Fleet Fleet, GenerationPlan? Plan, FieldErrors Errors);

    [LoggerMessage(LogLevel.Information, "Generation {GroupId} accepted: {Count} jobs of {TemplateId} (sent before: {Replayed})")]
    private partial void LogAccepted(GroupId groupId, int count, string templateId, bool replayed);

    [LoggerMessage(LogLevel.Information, "A generation was refused: {Reason}")]
    private partial void LogRefused(string reason);
}
