using System.ComponentModel;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Security;
using ComfyStudio.Jobs;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Generation;

internal static class GenerationEndpoints
{
    private const int MaxKeyLength = 200;

    public static WebApplicationBuilder AddGeneration(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<GenerationOptions>(GenerationOptions.Section);
        builder.Services.AddSingleton(new SeedSource(Random.Shared));
        builder.Services.AddSingleton<InputCheck>();
        builder.Services.AddSingleton<RequestReader>();
        builder.Services.AddSingleton<TemplateBinder>();
        builder.Services.AddSingleton<GenerationPlanner>();
        builder.Services.AddSingleton<GenerationPreviewer>();
        builder.Services.AddSingleton<JobSpecMaker>();
        builder.Services.AddSingleton<GenerationSubmitter>();
        builder.Services.AddJsonContext(GenerationJson.Default);
        return builder;
    }

    public static void MapGeneration(this IEndpointRouteBuilder routes)
    {
        var generations = routes.MapGroup("/api/generations").WithTags("Generations");
        generations.MapPost("", Submit).WithName("submitGeneration").RequireRateLimiting(RateLimits.Generations)
            .WithSummary("Ask for pictures")
            .WithDescription("""
                Answers as soon as the jobs are stored; they then survive a restart of everything. Follow them with GET /api/events,
                or ask GET /api/generations/{id}. Without `engine` the request is accepted even while every engine is away: the jobs
                wait and say why. With an `Idempotency-Key` header the same request may be sent twice and is carried out once.
                A prompt above the configured length is accepted with a warning.
                """)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        generations.MapPost("preview", Preview).WithName("previewGeneration").WithSummary("What would be sent to an engine")
            .WithDescription("The graph with its bound values marked, the prompts as they would be drawn, how long they are, and all errors and warnings. Nothing is queued.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        generations.MapGet("{id:hexid}", Find).WithName("getGeneration").WithSummary("The jobs that were asked for together")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    internal static async Task<Results<Accepted<AcceptedGeneration>, ProblemHttpResult>> Submit(
        GenerationRequest request,
        [FromHeader(Name = "Idempotency-Key"), Description("A name of your own for this request, best a UUID. Known for a day.")] string? idempotencyKey,
        GenerationSubmitter submitter,
        JobViewer viewer,
        CurrentOwner owner,
        CancellationToken cancellationToken)
    {
        if (FindKeyFault(idempotencyKey) is { } fault)
            return fault;

        return await submitter.SubmitAsync(request, idempotencyKey, owner, cancellationToken) switch
        {
            SubmitOutcome.Accepted accepted => TypedResults.Accepted(
                $"/api/generations/{accepted.GroupId}",
                new AcceptedGeneration(accepted.GroupId, await viewer.ViewChangedAsync(accepted.Jobs, cancellationToken), accepted.Warnings)),
            var refused => Refusal(refused),
        };
    }

    internal static async Task<Results<Ok<GenerationPreview>, ProblemHttpResult>> Preview(
        GenerationRequest request, GenerationPreviewer previewer, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        return await previewer.PreviewAsync(request, errors, cancellationToken) is { } preview
            ? TypedResults.Ok(preview)
            : Refusal(new SubmitOutcome.Invalid(errors));
    }

    internal static async Task<Results<Ok<GenerationView>, ProblemHttpResult>> Find(
        GroupId id, JobQueue queue, JobViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        await queue.FindGroupAsync(id, cancellationToken) is { } group && owner.Owns(group.Owner)
            ? TypedResults.Ok(new GenerationView(
                group.Id, group.Kind, group.CreatedAt, await viewer.ViewAsync(await queue.FindManyAsync(group.Jobs, cancellationToken), cancellationToken)))
            : ProblemKinds.NotFound.With($"There is no generation '{id}'. It may have been too long ago.");

    internal static ProblemHttpResult? FindKeyFault(string? idempotencyKey) => idempotencyKey?.Length > MaxKeyLength
        ? ProblemKinds.Validation.With($"Idempotency-Key has more than {MaxKeyLength} characters; a UUID is enough.")
        : null;

    internal static ProblemHttpResult Refusal(SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Invalid invalid => invalid.Errors.ToProblem(),
        SubmitOutcome.Refused refused => refused.Kind.With(refused.Detail),
        _ => throw new InvalidOperationException($"{outcome} is no refusal."),
    };
}

/// <param name="Id">Names the request: GET /api/generations/{id}.</param>
/// <param name="Warnings">About values that were accepted all the same.</param>
internal sealed record AcceptedGeneration(GroupId Id, IReadOnlyList<JobView> Jobs, IReadOnlyList<FieldWarning> Warnings);

internal sealed record GenerationView(GroupId Id, string Kind, DateTimeOffset CreatedAt, IReadOnlyList<JobView> Jobs);
