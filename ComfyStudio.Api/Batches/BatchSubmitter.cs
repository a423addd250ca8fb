using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Batches.Planning;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Telemetry;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches;

/// <summary>From a request to stored jobs: all of them at once, or none.</summary>
internal sealed partial class BatchSubmitter(BatchPlanner planner, FleetReader fleets, BatchJobs jobs, JobQueue queue, ILogger<BatchSubmitter> logger)
{
    /// <param name="idempotencyKey">The caller's name for this request; sent again, it is answered with the first result.</param>
    public async Task<SubmitOutcome> SubmitAsync(BatchRequest request, string? idempotencyKey, string owner, CancellationToken cancellationToken)
    {
        using var activity = ApiTelemetry.Source.StartActivity("submit batch");
        var errors = new FieldErrors();
        if (await planner.PlanAsync(request, EarlierCells.None, await fleets.ReadAsync(cancellationToken), rowErrors: true, errors, cancellationToken) is not { } plan)
            return Refuse(new SubmitOutcome.Invalid(errors), errors.ToString());

        var group = jobs.NewGroup(owner, plan);
        var result = await queue.EnqueueAsync(group, jobs.Make(group, plan, earlier: 0), Naming(owner, idempotencyKey, request.Fingerprint()), cancellationToken);
        if (result.Conflict)
            return KeyReused();

        activity?.SetTag("comfystudio.group.id", result.GroupId.ToString()).SetTag("comfystudio.template.id", plan.Template.Id);
        ApiTelemetry.RequestedImages.Add(result.Replayed ? 0 : result.Jobs.Count, new KeyValuePair<string, object?>("comfystudio.template.id", plan.Template.Id));
        LogAccepted(result.GroupId, result.Jobs.Count, plan.Template.Id, result.Replayed);
        return new SubmitOutcome.Accepted(result.GroupId, result.Jobs, plan.Warnings);
    }

    /// <param name="idempotencyKey">As above: what has grown already does not grow again, though the same would mean more of it by now.</param>
    public async Task<SubmitOutcome> GrowAsync(Batch batch, GrowBatch more, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var naming = Naming(batch.Owner, idempotencyKey, $"{batch.Id}:{more.Fingerprint()}");
        if (naming is not null && await queue.FindAnswerAsync(naming, cancellationToken) is { } known)
            return known.Conflict ? KeyReused() : new SubmitOutcome.Accepted(known.GroupId, known.Jobs, []);
        var errors = new FieldErrors();
        return BatchGrowth.Of(batch.Record, more, errors) is { } grown && await PlanAsync(batch, grown, errors, cancellationToken) is { } plan
            ? await GrowAsync(batch, plan, naming, cancellationToken)
            : Refuse(new SubmitOutcome.Invalid(errors), errors.ToString());
    }

    private async Task<BatchPlan?> PlanAsync(Batch batch, BatchRequest grown, FieldErrors errors, CancellationToken cancellationToken)
    {
        var fleet = await fleets.ReadAsync(cancellationToken);
        var plan = await planner.PlanAsync(grown, new EarlierCells(batch.Record.Cells), fleet, rowErrors: true, errors, cancellationToken);
        if (plan is { Cells.Count: > 0 })
            return plan;
        if (plan is not null)
            errors.Add("rows", "There is nothing in these rows.");
        return null;
    }

    private async Task<SubmitOutcome> GrowAsync(Batch batch, BatchPlan plan, Idempotency? naming, CancellationToken cancellationToken)
    {
        var record = BatchRecord.Of(plan, batch.Record.Cells) with { Title = batch.Record.Title };
        var group = batch.ToGroup() with { About = BatchJobs.AboutOf(record), StopAtFirstFailure = plan.Request.StopAtFirstFailure };
        var specs = jobs.Make(group, plan, batch.Images);
        // A group that the queue has forgotten begins anew, under its old name.
        var result = batch.Standing is null
            ? await queue.EnqueueAsync(group with { Revision = batch.Revision + 1 }, specs, naming, cancellationToken)
            : await queue.GrowAsync(group, specs, naming, cancellationToken);
        if (result.Conflict)
            return KeyReused();
        if (result.Stale)
            return Refuse(new SubmitOutcome.Refused(ProblemKinds.Conflict, "Somebody else has just changed this batch. Look again, and repeat."), "changed meanwhile");
        LogGrown(batch.Id, result.Jobs.Count, result.Replayed);
        return new SubmitOutcome.Accepted(result.GroupId, result.Jobs, plan.Warnings);
    }

    private static Idempotency? Naming(string owner, string? key, string fingerprint) => key is null ? null : new Idempotency($"{owner}:{key}", fingerprint);

    private SubmitOutcome KeyReused() => Refuse(
        new SubmitOutcome.Refused(ProblemKinds.KeyReused, "This Idempotency-Key came with another request before. Take a new key for a new request."), "key reused");

    private SubmitOutcome Refuse(SubmitOutcome outcome, string reason)
    {
        ApiTelemetry.RefusedRequests.Add(1);
        LogRefused(reason);
        return outcome;
    }

    [LoggerMessage(LogLevel.Information, "Batch {BatchId} accepted: {Count} jobs of {TemplateId} (sent before: {Replayed})")]
    private partial void LogAccepted(GroupId batchId, int count, string templateId, bool replayed);

    [LoggerMessage(LogLevel.Information, "Batch {BatchId} grows by {Count} jobs (sent before: {Replayed})")]
    private partial void LogGrown(GroupId batchId, int count, bool replayed);

    [LoggerMessage(LogLevel.Information, "A batch was refused: {Reason}")]
    private partial void LogRefused(string reason);
}
