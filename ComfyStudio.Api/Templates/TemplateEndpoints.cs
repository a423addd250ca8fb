using ComfyStudio.Api.Problems;
using ComfyStudio.Images.Formats;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Templates;

internal static class TemplateEndpoints
{
    public static WebApplicationBuilder AddTemplates(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<TemplateOptions>(TemplateOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<TemplateOptions>, TemplateFolder>();
        builder.Services.AddSingleton<TemplateLibrary>();
        builder.Services.AddSingleton<TemplateViewer>();
        builder.Services.AddSingleton<Preflight>();
        builder.Services.AddJsonContext(TemplatesJson.Default);
        return builder;
    }

    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/api/templates").WithTags("Templates");
        templates.MapGet("", List).WithName("listTemplates").WithSummary("What can be made, and the values each template takes")
            .WithDescription("""
                A form is drawn from the slots: their types, limits, defaults, help, and the group they stand in. Slots whose `choicesFrom`
                is a folder of models take their choices from GET /api/models; all others have them in `choices`, as the engines offer them now.
                """);
        templates.MapGet("{id}", Find).WithName("getTemplate").WithSummary("One template")
            .ProducesProblem(StatusCodes.Status404NotFound);
        templates.MapGet("{id}/preflight", Inspect).WithName("inspectTemplate").WithSummary("Whether the engines have what a template needs")
            .WithDescription("Of each engine, or of the one that `engine` names: which nodes and models are missing, where they are found and where they go.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        templates.MapGet("{id}/preview", Preview).WithName("getTemplatePreview").WithSummary("The picture of a template")
            .Produces(StatusCodes.Status200OK, contentType: "image/webp").ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<Ok<IReadOnlyList<TemplateView>>> List(TemplateLibrary library, TemplateViewer viewer, CancellationToken cancellationToken) =>
        TypedResults.Ok(await viewer.ViewAsync(library.All, cancellationToken));

    internal static async Task<Results<Ok<TemplateView>, ProblemHttpResult>> Find(
        string id, TemplateLibrary library, TemplateViewer viewer, CancellationToken cancellationToken) =>
        library.Find(id) is { } template ? TypedResults.Ok((await viewer.ViewAsync([template], cancellationToken))[0]) : Unknown(id);

    internal static async Task<Results<Ok<PreflightView>, ProblemHttpResult>> Inspect(
        string id, string? engine, TemplateLibrary library, Preflight preflight, CancellationToken cancellationToken)
    {
        if (library.Find(id) is not { } template)
            return Unknown(id);
        return await preflight.InspectAsync(template, engine, cancellationToken) is { } view
            ? TypedResults.Ok(view)
            : ProblemKinds.NotFound.With($"There is no engine '{engine}'.");
    }

    internal static Results<PhysicalFileHttpResult, ProblemHttpResult> Preview(string id, TemplateLibrary library)
    {
        if (library.Find(id) is not { } template)
            return Unknown(id);
        return library.FindPreview(template) is { } path
            ? TypedResults.PhysicalFile(path, ImageContentType.OfFile(path), lastModified: File.GetLastWriteTimeUtc(path))
            : ProblemKinds.NotFound.With($"The template '{id}' has no picture.");
    }

    private static ProblemHttpResult Unknown(string id) => ProblemKinds.NotFound.With($"There is no template '{id}'.");
}
