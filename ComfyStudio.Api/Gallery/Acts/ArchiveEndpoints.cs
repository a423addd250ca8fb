using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Gallery.Acts;

/// <summary>Many images in one file: asked for with a body, fetched by an address, as browsers download.</summary>
internal static class ArchiveEndpoints
{
    public static void MapArchives(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/images/archive", Prepare).WithTags("Images").WithName("archiveImages").WithSummary("An address that gives these images as one ZIP, once")
            .WithDescription("The address holds for ten minutes.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/api/archives/{id:hexid}.zip", Send).WithTags("Images").WithName("getArchive").WithSummary("The ZIP, written while it is sent")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Results<Ok<ArchiveAnswer>, ProblemHttpResult> Prepare(
        ArchiveRequest request, GalleryReader gallery, ArchiveBook archives, CurrentOwner owner)
    {
        var errors = new FieldErrors();
        MarkRules.CheckIds(request.Ids, errors);
        if (errors.Any)
            return errors.ToProblem();
        var images = request.Ids.Distinct().Select(id => gallery.Find(id, owner)).OfType<ImageRecord>().ToList();
        if (images.Count == 0)
            return ProblemKinds.NotFound.With("None of these images is there any more.");
        var id = archives.Add(new Archive(images, request.Sidecars));
        return TypedResults.Ok(new ArchiveAnswer($"/api/archives/{id}.zip", images.Count, images.Sum(image => image.Bytes)));
    }

    internal static Results<PushStreamHttpResult, ProblemHttpResult> Send(
        string id, ArchiveBook archives, ArchiveWriter writer, TimeProvider time, CancellationToken cancellationToken)
    {
        if (archives.Take(id) is not { } archive)
            return ProblemKinds.NotFound.With("This address was used already, or is older than ten minutes. Ask for the images again.");
        var name = $"comfystudio-{TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone):yyyy-MM-dd-HHmmss}.zip";
        return TypedResults.Stream(output => writer.WriteAsync(archive, output, cancellationToken), "application/zip", name);
    }
}

/// <param name="Sidecars">With the notes of their making as JSON beside them.</param>
internal sealed record ArchiveRequest(IReadOnlyList<ImageId> Ids, bool Sidecars = false);

/// <param name="Bytes">About; what lies beside the images is not counted.</param>
internal sealed record ArchiveAnswer(string Url, int Count, long Bytes);
