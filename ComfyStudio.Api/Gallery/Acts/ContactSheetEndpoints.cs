using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Gallery.Acts;

internal static class ContactSheetEndpoints
{
    // The same limits as those of the Thumbnailer, which makes it.
    private const int MostImages = 400;
    private const int MostColumns = 10;

    public static void MapContactSheets(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/images/contact-sheet", Make).WithTags("Images").WithName("makeContactSheet").WithSummary("Images on one page, in the order of their ids")
            .WithDescription("A PNG of thumbnails; the place of an image that cannot be read stays empty.")
            .Produces(StatusCodes.Status200OK, contentType: "image/png").ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Make(
        ContactSheetRequest request, GalleryReader gallery, ThumbnailClient thumbnailer, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (request.Ids is not { Count: > 0 and <= MostImages })
            errors.Add("ids", $"Name 1 to {MostImages} images.");
        if (request.Columns is < 1 or > MostColumns)
            errors.Add("columns", $"A page has 1 to {MostColumns} columns.");
        if (errors.Any)
            return errors.ToProblem();

        var images = request.Ids!.Select(id => gallery.Find(id, owner)).OfType<ImageRecord>().ToList();
        if (images.Count == 0)
            return ProblemKinds.NotFound.With("None of these images is there any more.");
        return await thumbnailer.FindSheetAsync(images, request.Columns, cancellationToken) is { } sheet
            ? TypedResults.File(sheet, "image/png", "contact-sheet.png")
            : ProblemKinds.ThumbnailsBusy.With("The Thumbnailer, which makes the page, is busy or away. Try again in a moment.");
    }
}

internal sealed record ContactSheetRequest(IReadOnlyList<ImageId>? Ids, int Columns = 5);
