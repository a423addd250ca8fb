using System.Text;
using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Workflows.Own;

internal static class OwnTemplateEndpoints
{
    private const int MaxBytes = 20 * 1024 * 1024;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void MapOwnTemplates(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/api/templates/{id}").WithTags("Templates");
        templates.MapPut("", Save).WithName("saveTemplate").WithSummary("Make or change a template of one's own")
            .WithDescription("Whatever would draw another picture makes a new version; the earlier ones stay. Ids have small letters, digits, `-` and `_`.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        templates.MapDelete("", Delete).WithName("deleteTemplate").WithSummary("Take a template of one's own out of the list").WithDescription("It can be restored.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        templates.MapPost("restore", Restore).WithName("restoreTemplate").WithSummary("Take back that a template was deleted")
            .ProducesProblem(StatusCodes.Status404NotFound);
        templates.MapGet("versions", ListVersions).WithName("listTemplateVersions").WithSummary("The versions of a template of one's own, the newest first")
            .ProducesProblem(StatusCodes.Status404NotFound);
        templates.MapGet("versions/{version:int}", FindVersion).WithName("getTemplateVersion").WithSummary("A version as it was saved, to be edited further")
            .ProducesProblem(StatusCodes.Status404NotFound);
        templates.MapGet("export", Export).WithName("exportTemplate").WithSummary("The graph as plain ComfyUI JSON (API format)")
            .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<Results<Created<TemplateView>, Ok<TemplateView>, ProblemHttpResult>> Save(
        string id, OwnTemplateRequest request, OwnTemplates own, TemplateLibrary library, TemplateViewer viewer, CancellationToken cancellationToken)
    {
        if (library.Find(id) is { Source: TemplateSource.Shipped })
            return Shipped(id);
        var errors = new FieldErrors();
        if (!OwnTemplates.IsId(id))
            errors.Add("id", "An id has small letters, digits, - and _, and begins with a letter or digit.");
        if (OwnTemplateCheck.Read(id, request, errors) is not { } template || errors.Any)
            return errors.ToProblem();
        var isNew = own.Find(id) is null;
        var view = (await viewer.ViewAsync([own.Save(id, template)], cancellationToken))[0];
        return isNew ? TypedResults.Created($"/api/templates/{id}", view) : TypedResults.Ok(view);
    }

    internal static Results<NoContent, ProblemHttpResult> Delete(string id, OwnTemplates own, TemplateLibrary library) =>
        library.Find(id) is { Source: TemplateSource.Shipped } ? Shipped(id)
        : own.Delete(id) ? TypedResults.NoContent()
        : Unknown(id);

    internal static async Task<Results<Ok<TemplateView>, ProblemHttpResult>> Restore(
        string id, OwnTemplates own, TemplateViewer viewer, CancellationToken cancellationToken) =>
        own.Restore(id) is { } template ? TypedResults.Ok((await viewer.ViewAsync([template], cancellationToken))[0]) : Unknown(id);

    internal static Results<Ok<IReadOnlyList<OwnTemplateVersion>>, ProblemHttpResult> ListVersions(string id, OwnTemplates own) =>
        own.ListVersions(id) is { Count: > 0 } versions ? TypedResults.Ok(versions) : Unknown(id);

    internal static Results<Ok<OwnTemplateRequest>, ProblemHttpResult> FindVersion(string id, int version, OwnTemplates own) =>
        own.FindVersion(id, version) is { } template
            ? TypedResults.Ok(OwnTemplateRequest.Of(template))
            : ProblemKinds.NotFound.With($"There is no version {version} of a template '{id}' of your own.");

    internal static Results<FileContentHttpResult, ProblemHttpResult> Export(string id, TemplateLibrary library) =>
        library.Find(id) is { } template
            ? TypedResults.File(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(TemplateBinder.WithItsLoras(template).ToJsonElement(), Indented)), "application/json", $"{id}.json")
            : Unknown(id);

    private static ProblemHttpResult Shipped(string id) =>
        ProblemKinds.Conflict.With($"'{id}' comes with the studio and stays as it is. Save yours under another id.");

    private static ProblemHttpResult Unknown(string id) => ProblemKinds.NotFound.With($"There is no template '{id}' of your own.");
}
