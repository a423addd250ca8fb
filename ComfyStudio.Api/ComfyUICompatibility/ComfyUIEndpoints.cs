using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Models;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Security;
using ComfyStudio.Api.Templates;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.ComfyUICompatibility;

/// <summary>The four routes of the integration guide, for programs written against it. New ones use /api/generations.</summary>
internal static class ComfyUIEndpoints
{
    private const string DefaultTemplate = "text_to_image_sdxl";

    public static WebApplicationBuilder AddComfyUICompatibility(this WebApplicationBuilder builder)
    {
        builder.Services.AddJsonContext(ComfyUIJson.Default);
        return builder;
    }

    public static void MapComfyUICompatibility(this IEndpointRouteBuilder routes)
    {
        var comfyui = routes.MapGroup("/api/comfyui").WithTags("ComfyUI").AddEndpointFilter(RequireEngine)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        comfyui.MapPost("generate", Generate).WithName("comfyuiGenerate").WithSummary("Ask for one picture").RequireRateLimiting(RateLimits.Generations)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        comfyui.MapGet("status/{promptId:hexid}", Status).WithName("comfyuiStatus").WithSummary("How far it is")
            .ProducesProblem(StatusCodes.Status404NotFound);
        comfyui.MapGet("result/{promptId:hexid}", Result).WithName("comfyuiResult").WithSummary("The picture and how it was made")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        comfyui.MapGet("models", ModelEndpoints.List).WithName("comfyuiModels").WithSummary("What there is to choose from");
    }

    internal static async Task<Results<Accepted<ComfyUIAccepted>, ProblemHttpResult>> Generate(
        ComfyUIRequest request, TemplateLibrary templates, GenerationSubmitter submitter, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (TemplateFor(request.Model, templates) is not { } template)
            return ProblemKinds.NotFound.With($"The template '{DefaultTemplate}' is missing.");
        return await submitter.SubmitAsync(request.ToGeneration(template), idempotencyKey: null, owner, cancellationToken) switch
        {
            SubmitOutcome.Accepted { Jobs: [var id, ..] } => TypedResults.Accepted(
                $"/api/comfyui/status/{id}", new ComfyUIAccepted(id, ComfyUIStatus.Queued, $"Queued. Ask /api/comfyui/status/{id}.")),
            SubmitOutcome.Invalid invalid => invalid.Errors.Rename(ComfyUIRequest.FieldOf).ToProblem(),
            var refused => GenerationEndpoints.Refusal(refused),
        };
    }

    internal static async Task<Results<Ok<ComfyUIStatusView>, ProblemHttpResult>> Status(
        JobId promptId, JobQueue queue, JobViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        await FindAsync(promptId, queue, viewer, owner, cancellationToken) is { } job ? TypedResults.Ok(ComfyUIStatusView.Of(job)) : Unknown(promptId);

    internal static async Task<Results<Ok<ComfyUIResultView>, ProblemHttpResult>> Result(
        JobId promptId, JobQueue queue, JobViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        await FindAsync(promptId, queue, viewer, owner, cancellationToken) switch
        {
            null => Unknown(promptId),
            var job when !job.State.IsFinal() => ProblemKinds.Conflict.With("It is not finished. Ask for its status until it is."),
            var job => TypedResults.Ok(ComfyUIResultView.Of(job)),
        };

    private static async ValueTask<object?> RequireEngine(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var fleet = await context.HttpContext.RequestServices.GetRequiredService<FleetReader>().ReadAsync(context.HttpContext.RequestAborted);
        return fleet.IsReachable ? await next(context) : ProblemKinds.EngineAway.With("No engine can be reached. Start ComfyUI, or look at GET /api/engines for what is wrong.");
    }

    private static Template? TemplateFor(string? model, TemplateLibrary templates) =>
        templates.All.FirstOrDefault(template => model is not null && template.Slots.Any(slot =>
            slot is { Type: SlotType.Model, Name: ComfyUIRequest.CheckpointSlot } && slot.Prefer.Any(part => model.Contains(part, StringComparison.OrdinalIgnoreCase))))
        ?? templates.Find(DefaultTemplate);

    private static async Task<JobView?> FindAsync(
        JobId id, JobQueue queue, JobViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        await queue.FindAsync(id, cancellationToken) is { } job && owner.Owns(job.Spec.Owner) ? await viewer.ViewAsync(job, cancellationToken) : null;

    private static ProblemHttpResult Unknown(JobId id) => ProblemKinds.NotFound.With($"There is no prompt '{id}'.");
}
