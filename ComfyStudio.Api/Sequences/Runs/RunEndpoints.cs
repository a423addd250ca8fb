using System.ComponentModel;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Queue;
using ComfyStudio.Api.Security;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Sequences.Runs;

internal static class RunEndpoints
{
    public static IServiceCollection AddSequenceRuns(this IServiceCollection services)
    {
        services.AddSingleton<TakeReader>();
        services.AddSingleton<ReferencePictures>();
        services.AddSingleton<FramePlanner>();
        services.AddSingleton<DryRun>();
        services.AddSingleton<RunMaker>();
        services.AddSingleton<RunLauncher>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<WaitingJudge>();
        services.AddSingleton<WaitingFrames>();
        services.AddSingleton<RunCanceller>();
        services.AddSingleton<ProgressReader>();
        services.AddSingleton<ProofApproval>();
        services.AddSingleton<BlankSequences>();
        services.AddSingleton<RunKeeper>();
        services.AddHostedService<RunWatch>();
        return services;
    }

    public static void MapRuns(this IEndpointRouteBuilder sequence)
    {
        sequence.MapPost("dry-run", Try).WithName("dryRunSequence").WithSummary("What a start would make, how long it would take, and what is missing").WithDescription("Nothing is started.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        sequence.MapPost("start", Start).WithName("startSequence").WithSummary("Make the frames: small and quick as a proof, or properly")
            .WithDescription("""
                Answers as soon as all of it is in the queue; it then survives a restart of everything. A final pass keeps the seeds and references of the
                proofs that are shown. The very same request sent twice, best with an `Idempotency-Key`, is carried out once.
                """)
            .RequireRateLimiting(RateLimits.Generations)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        sequence.MapGet("progress", Progress).WithName("getSequenceProgress").WithSummary("How far it is, in few words");
        sequence.MapPost("cancel", Cancel).WithName("cancelSequence").WithSummary("Stop making frames; the finished ones stay")
            .WithDescription("Those that waited can be brought back with POST /api/queue/undo/{id} for ten seconds.");
        sequence.MapPost("frames/{frameId}/reroll", Reroll).WithName("rerollFrame").WithSummary("Make one frame anew with another seed; its other takes stay")
            .RequireRateLimiting(RateLimits.Generations)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    internal static async Task<Results<Ok<DryRunView>, ProblemHttpResult>> Try(
        string id, DryRunRequest? request, SequenceBook book, DryRun dryRun, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (book.Find(id, owner.Name) is not { } sequence)
            return SequenceAnswers.Unknown(id);
        var errors = new FieldErrors();
        return await dryRun.ReadAsync(sequence, request ?? new DryRunRequest(), errors, cancellationToken) is { } view ? TypedResults.Ok(view) : errors.ToProblem();
    }

    internal static async Task<Results<Accepted<StartedView>, ProblemHttpResult>> Start(
        string id, StartRequest? request,
        [FromHeader(Name = "Idempotency-Key"), Description("A name of your own for this request, best a UUID.")] string? idempotencyKey,
        RunStarter starter, CurrentOwner owner, CancellationToken cancellationToken) => GenerationEndpoints.FindKeyFault(idempotencyKey) is { } fault
            ? fault
            : await starter.StartAsync(id, owner.Name, request ?? new StartRequest(), idempotencyKey, cancellationToken) switch
            {
                RunOutcome.Started started => TypedResults.Accepted($"/api/sequences/{id}/progress", new StartedView(started.GroupId, started.Images, started.Warnings)),
                var refused => Refusal(refused),
            };

    internal static async Task<Results<Accepted<SequenceView>, ProblemHttpResult>> Reroll(
        string id, string frameId, RerollRequest? request,
        [FromHeader(Name = "Idempotency-Key"), Description("A name of your own for this request, best a UUID.")] string? idempotencyKey,
        RunStarter starter, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) => GenerationEndpoints.FindKeyFault(idempotencyKey) is { } fault
            ? fault
            : await starter.RerollAsync(id, owner.Name, frameId, request ?? new RerollRequest(), idempotencyKey, cancellationToken) switch
            {
                RunOutcome.Started started => TypedResults.Accepted($"/api/sequences/{id}/progress", await viewer.ViewAsync(started.Sequence, cancellationToken)),
                var refused => Refusal(refused),
            };

    internal static async Task<Results<Ok<SequenceProgressView>, ProblemHttpResult>> Progress(
        string id, SequenceBook book, ProgressReader reader, CurrentOwner owner, CancellationToken cancellationToken) =>
        book.Find(id, owner.Name) is { } sequence ? TypedResults.Ok(await reader.ReadAsync(sequence, cancellationToken)) : SequenceAnswers.Unknown(id);

    internal static async Task<Results<Ok<CancelView>, ProblemHttpResult>> Cancel(
        string id, RunCanceller canceller, CurrentOwner owner, CancellationToken cancellationToken) =>
        await canceller.CancelAsync(id, owner.Name, cancellationToken) is { } cancelled ? TypedResults.Ok(cancelled) : SequenceAnswers.Unknown(id);

    private static ProblemHttpResult Refusal(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Invalid invalid => invalid.Errors.ToProblem(),
        RunOutcome.Refused refused => refused.Kind.With(refused.Detail),
        _ => throw new InvalidOperationException($"{outcome} is no refusal."),
    };
}

/// <param name="GroupId">Of the jobs, as events name it.</param>
/// <param name="Warnings">About values that were accepted all the same.</param>
internal sealed record StartedView(GroupId GroupId, int Images, IReadOnlyList<FieldWarning> Warnings);
