using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Workflows.Own;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Workflows;

internal static class WorkflowEndpoints
{
    private const int MaxBytes = 20 * 1024 * 1024;

    public static WebApplicationBuilder AddWorkflows(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WorkflowImporter>();
        builder.Services.AddSingleton<WorkflowUpload>();
        builder.Services.AddSingleton<OwnTemplates>();
        builder.Services.AddSingleton<ImportWarmup>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ImportWarmup>());
        builder.Services.AddJsonContext(WorkflowsJson.Default);
        return builder;
    }

    public static void MapWorkflows(this IEndpointRouteBuilder routes)
    {
        routes.MapOwnTemplates();
        var workflows = routes.MapGroup("/api/workflows").WithTags("Workflows");
        workflows.MapPost("import", Import).WithName("importWorkflow").WithSummary("Make a template of somebody's workflow")
            .WithDescription("""
                The body is the file itself, up to 20 MB: JSON as ComfyUI exports it, in the API format or the editor's, or a PNG, WebP, JPEG, MP4 or WebM
                that ComfyUI made. Or `{ "imageId": "…" }` for a picture of the gallery. Nothing is stored: the answer has the graph as an engine
                takes it, slots that are proposed for it, and what the engines lack. What cannot be converted is refused by node.
                """)
            .Accepts<ImportFromGallery>("application/json", "image/png", "image/webp", "image/jpeg", "application/octet-stream")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    internal static async Task<Results<Ok<WorkflowImport>, ProblemHttpResult>> Import(
        HttpRequest request, WorkflowUpload upload, WorkflowImporter importer, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (await upload.ReadAsync(request, owner, cancellationToken) is not { } file)
            return ProblemKinds.NotFound.With("There is no such image in the gallery.");
        return await importer.ImportAsync(file, cancellationToken) switch
        {
            ImportOutcome.Imported { Import: var import } => TypedResults.Ok(import),
            ImportOutcome.Refused refused => ProblemKinds.UnusableWorkflow.With(refused.Detail, refused.Errors),
            ImportOutcome.NoCatalog => ProblemKinds.EngineAway.With(
                "No engine has told yet what its nodes take, and the editor's format cannot be read without it. Start one, or export the workflow in the API format."),
            var unknown => throw new InvalidOperationException($"Nothing known about {unknown}."),
        };
    }
}
