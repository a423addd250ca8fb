using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Queue;

/// <summary>What is done to the jobs that were asked for together.</summary>
internal static class GroupControlEndpoints
{
    private const int MostAtOnce = 1000;

    public static void MapGroupControl(this IEndpointRouteBuilder routes)
    {
        var groups = routes.MapGroup("/api/generations/{id:hexid}").WithTags("Generations")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        groups.MapPost("cancel", Cancel).WithName("cancelGeneration").WithSummary("Stop a generation, or what waits of it")
            .WithDescription("Those that waited can be brought back with POST /api/queue/undo/{id} for ten seconds.");
        groups.MapPost("pause", Pause).WithName("pauseGeneration").WithSummary("Start nothing new of a generation")
            .ProducesProblem(StatusCodes.Status409Conflict);
        groups.MapPost("resume", Resume).WithName("resumeGeneration").WithSummary("Start what waits of a generation again");
        groups.MapPost("retry", Retry).WithName("retryGeneration").WithSummary("Make what failed of a generation again, with the same seeds");
    }

    internal static async Task<Results<Ok<CancelView>, ProblemHttpResult>> Cancel(
        GroupId id, CancelGroup? request, JobQueue queue, OwnJobs own, CancellationToken cancellationToken)
    {
        if (await own.FindGroupAsync(id, cancellationToken) is null)
            return Unknown(id);
        var scope = new CancelScope(own.Owner) { GroupId = id, WaitingOnly = request?.WaitingOnly is true };
        return TypedResults.Ok(CancelView.Of(await queue.CancelManyAsync(scope, cancellationToken)));
    }

    internal static async Task<Results<Ok<QueueView>, ProblemHttpResult>> Pause(
        GroupId id, JobQueue queue, OwnJobs own, QueueReader reader, CancellationToken cancellationToken)
    {
        if (await own.FindGroupAsync(id, cancellationToken) is null)
            return Unknown(id);
        if (await queue.CountAsync(id, cancellationToken) is { Queued: 0, Active: 0 })
            return ProblemKinds.Conflict.With("All of it has ended: there is nothing to pause.");
        await queue.PauseAsync(new PauseScope.Group(id), cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(cancellationToken));
    }

    internal static async Task<Results<Ok<QueueView>, ProblemHttpResult>> Resume(
        GroupId id, JobQueue queue, OwnJobs own, QueueReader reader, CancellationToken cancellationToken)
    {
        if (await own.FindGroupAsync(id, cancellationToken) is null)
            return Unknown(id);
        await queue.ResumeAsync(new PauseScope.Group(id), cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(cancellationToken));
    }

    internal static async Task<Results<Ok<RetriedView>, ProblemHttpResult>> Retry(
        GroupId id, JobQueue queue, JobRetrier retrier, OwnJobs own, JobViewer viewer, CancellationToken cancellationToken)
    {
        if (await own.FindGroupAsync(id, cancellationToken) is null)
            return Unknown(id);
        var failed = await queue.ListFailedAsync(own.Owner, id, [JobState.Failed, JobState.Parked], MostAtOnce, cancellationToken);
        return TypedResults.Ok(new RetriedView(await viewer.ViewAsync(await retrier.RetryAsync(failed, cancellationToken), cancellationToken)));
    }

    private static ProblemHttpResult Unknown(GroupId id) => ProblemKinds.NotFound.With($"There is no generation '{id}'. It may have been too long ago.");
}
