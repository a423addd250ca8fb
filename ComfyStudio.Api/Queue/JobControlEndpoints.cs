using System.Text.Json;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Queue;

/// <summary>What is done to one job.</summary>
internal static class JobControlEndpoints
{
    public static void MapJobControl(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/jobs/{id:hexid}").WithTags("Jobs").ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        jobs.MapPost("cancel", Cancel).WithName("cancelJob").WithSummary("Stop a job")
            .WithDescription("A job that waits ends at once, and can be brought back for ten seconds; one that runs is stopped by its engine, which takes a moment.");
        jobs.MapPost("retry", Retry).WithName("retryJob").WithSummary("Make an ended job again, with the same seed")
            .WithDescription("For jobs that failed, were parked or cancelled. Asked twice, it answers with the same new job.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        jobs.MapPost("move", Move).WithName("moveJob").WithSummary("Give a waiting job another place").ProducesProblem(StatusCodes.Status400BadRequest);
        jobs.MapPost("priority", Prioritize).WithName("prioritizeJob").WithSummary("Give a waiting job another priority")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    internal static async Task<Results<Ok<JobCancelView>, ProblemHttpResult>> Cancel(
        JobId id, JobQueue queue, OwnJobs own, JobViewer viewer, CancellationToken cancellationToken)
    {
        if (await own.FindAsync(id, cancellationToken) is not { } before || await queue.CancelAsync(id, cancellationToken) is not { } after)
            return Unknown(id);

        // It may have ended in between; "cancelled" is what was asked for.
        if (after.State.IsFinal() && after.State is not JobState.Cancelled)
            return ProblemKinds.Conflict.With($"It has ended already ({JsonNamingPolicy.CamelCase.ConvertName(after.State.ToString())}).");
        var cancelled = !before.State.IsFinal() && after.State is JobState.Cancelled ? 1 : 0;
        var view = await viewer.ViewAsync(after, cancellationToken);
        return TypedResults.Ok(new JobCancelView(cancelled, after.State.IsFinal() ? 0 : 1, UndoView.Of(id.ToString(), after.UndoUntil), view));
    }

    internal static async Task<Results<Accepted<JobView>, ProblemHttpResult>> Retry(
        JobId id, RetryJob? request, JobRetrier retrier, OwnJobs own, JobViewer viewer, CancellationToken cancellationToken)
    {
        if (await own.FindAsync(id, cancellationToken) is not { } job)
            return Unknown(id);
        if (await retrier.FindFaultAsync(request?.Engine, cancellationToken) is { } errors)
            return errors.ToProblem();
        if (!JobRetrier.CanRetry(job))
            return ProblemKinds.Conflict.With(job.State is JobState.Succeeded
                ? "It has succeeded: there is nothing to try again."
                : "It has not ended yet. Cancel it first to start it anew.");
        return await retrier.RetryAsync(job, request?.Engine, cancellationToken) is { } retry
            ? TypedResults.Accepted($"/api/jobs/{retry.Id}", await viewer.ViewAsync(retry, cancellationToken))
            : Unknown(id);
    }

    internal static async Task<Results<Ok<JobView>, ProblemHttpResult>> Move(
        JobId id, MoveJob request, JobQueue queue, OwnJobs own, JobViewer viewer, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (request.Read(errors) is not { } target)
            return errors.ToProblem();
        if (await own.FindAsync(id, cancellationToken) is null)
            return Unknown(id);
        return await queue.MoveAsync(id, target, cancellationToken) && await own.FindAsync(id, cancellationToken) is { } job
            ? TypedResults.Ok(await viewer.ViewAsync(job, cancellationToken))
            : ProblemKinds.Conflict.With("It does not wait any more, or the job that it should stand before does not.");
    }

    internal static async Task<Results<Ok<JobView>, ProblemHttpResult>> Prioritize(
        JobId id, PrioritizeJob request, JobQueue queue, OwnJobs own, JobViewer viewer, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        request.Check(errors);
        if (errors.Any)
            return errors.ToProblem();
        if (await own.FindAsync(id, cancellationToken) is null)
            return Unknown(id);
        return await queue.SetPriorityAsync(id, request.Priority, cancellationToken) is { } job
            ? TypedResults.Ok(await viewer.ViewAsync(job, cancellationToken))
            : ProblemKinds.Conflict.With("It does not wait any more.");
    }

    private static ProblemHttpResult Unknown(JobId id) => ProblemKinds.NotFound.With($"There is no job '{id}'. It may have been too long ago.");
}
