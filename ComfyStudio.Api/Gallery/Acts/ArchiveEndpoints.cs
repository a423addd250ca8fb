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
        ArchiveRequest request, GalleryReader gallery, ImageIndex index, ArchiveBook archives, CurrentOwner owner, TimeProvider time)
    {
        var errors = new FieldErrors();
        if (request.Choose(index, owner, time.LocalTimeZone, errors) is not { } ids)
            return errors.ToProblem();

        // Only the ids wait for the download: of a hundred thousand images the rest would be a hundred megabytes.
        var images = ids.Distinct().Select(id => gallery.Find(id, owner)).OfType<ImageRecord>();
        var (count, bytes) = images.Aggregate((Count: 0, Bytes: 0L), (sum, image) => (sum.Count + 1, sum.Bytes + image.Bytes));
        if (count == 0)
            return ProblemKinds.NotFound.With("None of these images is there any more.");
        var id = archives.Add(new Archive(images, request.Sidecars));
        return TypedResults.Ok(new ArchiveAnswer($"/api/archives/{id}.zip", count, bytes));
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

/// <param name="Ids">The images, or leave it out and give a filter.</param>
/// <param name="Filter">All that match this, as it stands in an address of GET /api/images: <c>q=fox&amp;favorite=true</c>; empty for the whole gallery.</param>
/// <param name="Except">Not these, of all that match.</param>
/// <param name="Sidecars">With the notes of their making as JSON beside them.</param>
internal sealed record ArchiveRequest(IReadOnlyList<ImageId>? Ids = null, string? Filter = null, IReadOnlyList<ImageId>? Except = null, bool Sidecars = false)
{
    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public IReadOnlyList<ImageId>? Choose(ImageIndex index, CurrentOwner owner, TimeZoneInfo zone, FieldErrors errors)
    {
        if (Filter is null)
        {
            MarkRules.CheckIds(Ids, errors);
            return errors.Any ? null : Ids;
        }

        if (Ids is not null)
            errors.Add("filter", "Give either ids or a filter.");
        if (FilterText.Read(Filter, owner, zone, errors) is not { } filter || errors.Any)
            return null;
        var left = (Except ?? []).ToHashSet();
        return [.. index.Select(filter, ImageSort.Newest).Where(id => !left.Contains(id))];
    }
}

/// <param name="Bytes">About; what lies beside the images is not counted.</param>
internal sealed record ArchiveAnswer(string Url, int Count, long Bytes);
