using System.ComponentModel;
using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Queue;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Batches;

/// <summary>What is done to a batch.</summary>
internal static class BatchControlEndpoints
{
    private const int MostAtOnce = 5000;
    private const int LongestTitle = 200;

    public static void MapBatchControl(this IEndpointRouteBuilder routes)
    {
        var batch = routes.MapGroup("/api/batches/{id:hexid}").WithTags("Batches")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        batch.MapPost("cancel", Cancel).WithName("cancelBatch").WithSummary("Stop a batch; what is done stays")
            .WithDescription("Those that waited can be brought back with POST /api/queue/undo/{id} for ten seconds.");
        batch.MapPost("pause", Pause).WithName("pauseBatch").WithSummary("Start nothing new of a batch").ProducesProblem(StatusCodes.Status409Conflict);
        batch.MapPost("resume", Resume).WithName("resumeBatch").WithSummary("Start what waits of a batch again");
        batch.MapPost("retry", Retry).WithName("retryBatch").WithSummary("Make what failed again, with the same seeds, into the same cells");
        batch.MapPost("grow", Grow).WithName("growBatch").WithSummary("More seeds, more values of an axis, or more rows")
            .WithDescription("What is there stays as it is. With an `Idempotency-Key` header the same request may be sent twice and is carried out once.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        batch.MapPatch("", Rename).WithName("renameBatch").WithSummary("Give a batch another title")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        batch.MapDelete("", Forget).WithName("forgetBatch").WithSummary("Forget the page of a batch; its images stay").ProducesProblem(StatusCodes.Status409Conflict);
    }

    internal static async Task<Results<Ok<CancelView>, ProblemHttpResult>> Cancel(
        GroupId id, CancelGroup? request, JobQueue queue, OwnBatches own, CancellationToken cancellationToken)
    {
        if (await own.FindAsync(id, cancellationToken) is null)
            return BatchEndpoints.Unknown(id);
        var scope = new CancelScope(own.Owner) { GroupId = id, WaitingOnly = request?.WaitingOnly is true };
        return TypedResults.Ok(CancelView.Of(await queue.CancelManyAsync(scope, cancellationToken)));
    }

    internal static async Task<Results<Ok<BatchView>, ProblemHttpResult>> Pause(
        GroupId id, JobQueue queue, OwnBatches own, BatchViewer viewer, CancellationToken cancellationToken)
    {
        if (await own.FindAsync(id, cancellationToken) is not { } batch)
            return BatchEndpoints.Unknown(id);
        if (batch.Standing is null or { Counts: { Queued: 0, Active: 0 } })
            return ProblemKinds.Conflict.With("All of it has ended: there is nothing to pause.");
        await queue.PauseAsync(new PauseScope.Group(id), cancellationToken);
        return await ViewAsync(id, own, viewer, cancellationToken);
    }

    internal static async Task<Results<Ok<BatchView>, ProblemHttpResult>> Resume(
        GroupId id, JobQueue queue, OwnBatches own, BatchViewer viewer, CancellationToken cancellationToken)
    {
        if (await own.FindAsync(id, cancellationToken) is null)
            return BatchEndpoints.Unknown(id);
        await queue.ResumeAsync(new PauseScope.Group(id), cancellationToken);
        return await ViewAsync(id, own, viewer, cancellationToken);
    }

    internal static async Task<Results<Ok<RetriedCells>, ProblemHttpResult>> Retry(
        GroupId id, JobQueue queue, JobRetrier retrier, OwnBatches own, CancellationToken cancellationToken)
    {
        if (await own.FindAsync(id, cancellationToken) is null)
            return BatchEndpoints.Unknown(id);
        var failed = await queue.ListFailedAsync(own.Owner, id, [JobState.Failed, JobState.Parked], MostAtOnce, cancellationToken);
        return TypedResults.Ok(new RetriedCells((await retrier.RetryAsync(failed, cancellationToken)).Count));
    }

    internal static async Task<Results<Accepted<AcceptedBatch>, ProblemHttpResult>> Grow(
        GroupId id, GrowBatch request,
        [FromHeader(Name = "Idempotency-Key"), Description("A name of your own for this request, best a UUID. Known for a day.")] string? idempotencyKey,
        BatchSubmitter submitter, OwnBatches own, BatchBook book, BatchNotes notes, CancellationToken cancellationToken)
    {
        if (GenerationEndpoints.FindKeyFault(idempotencyKey) is { } fault)
            return fault;
        if (await own.FindAsync(id, cancellationToken) is not { } batch)
            return BatchEndpoints.Unknown(id);
        var outcome = await submitter.GrowAsync(batch, request, idempotencyKey, cancellationToken);
        return BatchEndpoints.Answer(await BatchEndpoints.NotedAsync(outcome, book, notes, cancellationToken));
    }

    internal static async Task<Results<Ok<BatchView>, ProblemHttpResult>> Rename(
        GroupId id, RenameBatch request, BatchEditor editor, OwnBatches own, BatchViewer viewer, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (string.IsNullOrWhiteSpace(request.Title) || request.Title.Length > LongestTitle)
            errors.Add("title", $"A title has 1 to {LongestTitle} characters.");
        if (errors.Any)
            return errors.ToProblem();
        if (await own.FindAsync(id, cancellationToken) is not { } batch)
            return BatchEndpoints.Unknown(id);
        return await editor.RenameAsync(batch, request.Title!.Trim(), cancellationToken)
            ? await ViewAsync(id, own, viewer, cancellationToken)
            : ProblemKinds.Conflict.With("Somebody else has just changed this batch. Look again, and repeat.");
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Forget(GroupId id, BatchBook book, OwnBatches own, CancellationToken cancellationToken)
    {
        if (await own.FindAsync(id, cancellationToken) is not { } batch)
            return BatchEndpoints.Unknown(id);
        if (batch.Standing is { Counts: { Queued: > 0 } or { Active: > 0 } })
            return ProblemKinds.Conflict.With("Something of it is still under way. Cancel it first.");
        await book.ForgetAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<BatchView>, ProblemHttpResult>> ViewAsync(GroupId id, OwnBatches own, BatchViewer viewer, CancellationToken cancellationToken) =>
        await own.FindAsync(id, cancellationToken) is { } batch ? TypedResults.Ok(await viewer.ViewAsync(batch, cancellationToken)) : BatchEndpoints.Unknown(id);
}
