using System.ComponentModel;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Queue;

/// <summary>What is asked of, and done to, the queue as a whole and to several jobs of it.</summary>
internal static class QueueEndpoints
{
    private const int MostPerPage = 500;
    private const int MostAtOnce = 1000;

    public static WebApplicationBuilder AddQueue(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<QueueReader>();
        builder.Services.AddSingleton<LineKeeper>();
        builder.Services.AddScoped<OwnJobs>();
        builder.Services.AddJsonContext(QueueJson.Default);
        return builder;
    }

    public static void MapQueue(this IEndpointRouteBuilder routes)
    {
        var queue = routes.MapGroup("/api/queue").WithTags("Queue").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        queue.MapGet("", Read).WithName("getQueue").WithSummary("How many jobs are in which state, and what is paused");
        queue.MapGet("waiting", Waiting).WithName("listWaiting").WithSummary("Your jobs that wait, in the order in which they will be claimed")
            .WithDescription("Jobs of a paused generation and those that wait for a retry have their place among them.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        queue.MapPost("pause", Pause).WithName("pauseQueue").WithSummary("Start nothing new").WithDescription("What runs is finished.");
        queue.MapPost("resume", Resume).WithName("resumeQueue").WithSummary("Start what waits again");
        queue.MapPost("cancel", Cancel).WithName("cancelJobs").WithSummary("Stop several jobs, or all of yours")
            .WithDescription("Those that waited can be brought back with POST /api/queue/undo/{id} for ten seconds.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        queue.MapPost("undo/{id:hexid}", Undo).WithName("undoCancel").WithSummary("Bring cancelled jobs back into their old places")
            .ProducesProblem(StatusCodes.Status410Gone);
        queue.MapPost("move", Move).WithName("moveJobs").WithSummary("Give several waiting jobs another place, in the order named")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        queue.MapPost("priority", Prioritize).WithName("prioritizeJobs").WithSummary("Give several waiting jobs another priority")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        queue.MapPost("retry", Retry).WithName("retryJobs").WithSummary("Make everything again that failed or was set aside, with the same seeds")
            .WithDescription("Only what was not tried again already; a thousand at most, the newest.").ProducesProblem(StatusCodes.Status400BadRequest);
        queue.MapPost("clear", Clear).WithName("clearEnded").WithSummary("Forget ended jobs; their images stay");
        routes.MapGroupControl();
        routes.MapJobControl();
    }

    internal static async Task<Ok<QueueView>> Read(QueueReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ReadAsync(cancellationToken));

    internal static async Task<Results<Ok<WaitingPageView>, ProblemHttpResult>> Waiting(
        [FromQuery(Name = "offset"), Description("Places to leave out; 0 when left out.")] long? offset,
        [FromQuery(Name = "limit"), Description("At most 500; 100 when left out.")] int? limit,
        JobQueue queue, JobViewer viewer, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (offset < 0)
            errors.Add("offset", "Offset must not be negative.");
        if (limit is < 1 or > MostPerPage)
            errors.Add("limit", $"Limit must be from 1 to {MostPerPage}.");
        if (errors.Any)
            return errors.ToProblem();
        var page = await queue.WaitingAsync(owner.Name, offset ?? 0, limit ?? 100, cancellationToken);
        return TypedResults.Ok(new WaitingPageView(await viewer.ViewAsync(page.Jobs, cancellationToken), page.Total));
    }

    internal static async Task<Ok<QueueView>> Pause(JobQueue queue, QueueReader reader, CancellationToken cancellationToken)
    {
        await queue.PauseAsync(new PauseScope.Everything(), cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(cancellationToken));
    }

    internal static async Task<Ok<QueueView>> Resume(JobQueue queue, QueueReader reader, CancellationToken cancellationToken)
    {
        await queue.ResumeAsync(new PauseScope.Everything(), cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(cancellationToken));
    }

    internal static async Task<Results<Ok<CancelView>, ProblemHttpResult>> Cancel(
        CancelJobs? request, JobQueue queue, OwnJobs own, CancellationToken cancellationToken)
    {
        if (request is { Jobs: not null, WaitingOnly: true })
            return Invalid("waitingOnly", "Named jobs are all cancelled: leave either `jobs` or `waitingOnly` out.");
        var scope = new CancelScope(own.Owner) { Jobs = request?.Jobs, WaitingOnly = request?.WaitingOnly is true };
        return TypedResults.Ok(CancelView.Of(await queue.CancelManyAsync(scope, cancellationToken)));
    }

    internal static async Task<Results<Ok<RestoredView>, ProblemHttpResult>> Undo(
        string id, JobQueue queue, CurrentOwner owner, CancellationToken cancellationToken) =>
        await queue.UndoCancelAsync(id, owner.Name, cancellationToken) is { } restored
            ? TypedResults.Ok(new RestoredView(restored))
            : ProblemKinds.TooLate.With("A cancel can be taken back for ten seconds. POST /api/jobs/{id}/retry still makes the picture.");

    internal static async Task<Results<Ok<ChangedView>, ProblemHttpResult>> Move(
        MoveJobs request, LineKeeper line, OwnJobs own, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        CheckCount(request.Jobs, errors);
        if (request.Read(errors) is not { } target || errors.Any)
            return errors.ToProblem();
        var ids = await own.FindAsync(request.Jobs, cancellationToken);
        return TypedResults.Ok(new ChangedView(await line.MoveAsync(ids, target, cancellationToken)));
    }

    internal static async Task<Results<Ok<ChangedView>, ProblemHttpResult>> Prioritize(
        PrioritizeJobs request, LineKeeper line, OwnJobs own, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        CheckCount(request.Jobs, errors);
        new PrioritizeJob(request.Priority).Check(errors);
        if (errors.Any)
            return errors.ToProblem();
        var ids = await own.FindAsync(request.Jobs, cancellationToken);
        return TypedResults.Ok(new ChangedView(await line.PrioritizeAsync(ids, request.Priority, cancellationToken)));
    }

    internal static async Task<Results<Ok<RetriedView>, ProblemHttpResult>> Retry(
        RetryJobs? request, JobQueue queue, JobRetrier retrier, CurrentOwner owner, JobViewer viewer, CancellationToken cancellationToken)
    {
        var states = request?.States ?? [JobState.Failed, JobState.Parked];
        if (states.Count == 0 || states.Any(state => state is not (JobState.Failed or JobState.Parked)))
            return Invalid("states", "Only 'failed' and 'parked' jobs can be retried together.");
        var failed = await queue.ListFailedAsync(owner.Name, null, states, MostAtOnce, cancellationToken);
        return TypedResults.Ok(new RetriedView(await viewer.ViewAsync(await retrier.RetryAsync(failed, cancellationToken), cancellationToken)));
    }

    internal static async Task<Ok<ClearedView>> Clear(ClearEnded? request, JobQueue queue, CurrentOwner owner, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ClearedView(await queue.ClearEndedAsync(owner.Name, request?.Failed is true, cancellationToken)));

    private static void CheckCount(IReadOnlyList<JobId> ids, FieldErrors errors)
    {
        if (ids.Count is 0 or > MostAtOnce)
            errors.Add("jobs", $"Name from 1 to {MostAtOnce} jobs.");
    }

    private static ProblemHttpResult Invalid(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return errors.ToProblem();
    }
}
