using System.Globalization;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using ComfyStudio.Images.Trash;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Gallery.Acts;

/// <summary>Deleting is moving to the trash; only the trash deletes.</summary>
internal static class TrashEndpoints
{
    public static void MapTrash(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/api/images").WithTags("Trash").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        images.MapPost("trash", Move).WithName("trashImages").WithSummary("Moves images to the trash")
            .WithDescription("With everything that lies beside them. `POST /api/trash/{trashId}/restore` takes it back.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        images.MapDelete("{id:hexid}", Delete).WithName("deleteImage").WithSummary("Moves one image to the trash")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

        var trash = routes.MapGroup("/api/trash").WithTags("Trash").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        trash.MapGet("", List).WithName("listTrash").WithSummary("Every deletion that can be taken back, the latest first");
        trash.MapDelete("", Empty).WithName("emptyTrash").WithSummary("Deletes everything in the trash for ever");
        trash.MapPost("{trashId:hexid}/restore", Restore).WithName("restoreFromTrash").WithSummary("Takes a deletion back")
            .WithDescription("To the same place, with tags and ratings; under another name where the old one is taken.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        trash.MapDelete("{trashId:hexid}", Purge).WithName("purgeFromTrash").WithSummary("Deletes for ever").ProducesProblem(StatusCodes.Status404NotFound);
        trash.MapGet("{trashId:hexid}/thumbnails/{image:int:min(0)}", SendThumbnail).WithName("getTrashThumbnail").WithSummary("A small picture of a deleted image")
            .Produces(StatusCodes.Status200OK, contentType: "image/webp").ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<Results<Ok<TrashAnswer>, ProblemHttpResult>> Move(
        ImageIds request, GalleryBin bin, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        MarkRules.CheckIds(request.Ids, errors);
        if (errors.Any)
            return errors.ToProblem();
        return await MoveAsync(bin.Find(request.Ids, owner), bin, cancellationToken) ?? ProblemKinds.NotFound.With("None of these images is there any more.");
    }

    internal static async Task<Results<Ok<TrashAnswer>, ProblemHttpResult>> Delete(ImageId id, GalleryBin bin, CurrentOwner owner, CancellationToken cancellationToken) =>
        await MoveAsync(bin.Find([id], owner), bin, cancellationToken) ?? GalleryEndpoints.Unknown(id);

    internal static Ok<TrashView> List(ImageTrash trash) => TypedResults.Ok(TrashView.Of(trash.List()));

    internal static Ok<TrashEmptied> Empty(ImageTrash trash)
    {
        var gone = trash.List().Where(item => trash.Purge(item.Id)).ToList();
        return TypedResults.Ok(new TrashEmptied(gone.Sum(item => item.Images.Count), gone.Sum(item => item.Bytes)));
    }

    internal static async Task<Results<Ok<RestoreAnswer>, ProblemHttpResult>> Restore(string trashId, GalleryBin bin, CancellationToken cancellationToken) =>
        await bin.RestoreAsync(trashId, cancellationToken) is { } ids ? TypedResults.Ok(new RestoreAnswer(ids, ids.Count)) : Unknown(trashId);

    internal static Results<NoContent, ProblemHttpResult> Purge(string trashId, ImageTrash trash) =>
        trash.Purge(trashId) ? TypedResults.NoContent() : Unknown(trashId);

    internal static Results<PhysicalFileHttpResult, ProblemHttpResult> SendThumbnail(string trashId, int image, ImageTrash trash) =>
        trash.FindThumbnail(trashId, image) is { } path
            ? TypedResults.PhysicalFile(path, "image/webp")
            : ProblemKinds.NotFound.With("There is no small picture of it.");

    /// <returns>Null when none of them is there.</returns>
    private static async Task<Results<Ok<TrashAnswer>, ProblemHttpResult>?> MoveAsync(
        IReadOnlyList<ImageRecord> images, GalleryBin bin, CancellationToken cancellationToken)
    {
        if (images.FirstOrDefault(bin.IsOnlyShown) is { RelativePath: var path })
            return ProblemKinds.Conflict.With($"'{path}' lies in a folder of another program, which the studio only shows. Delete it there. Nothing was deleted.");
        if (await bin.MoveAsync(images, cancellationToken) is not { } item)
            return null;
        return TypedResults.Ok(TrashAnswer.Of(item));
    }

    private static ProblemHttpResult Unknown(string trashId) =>
        ProblemKinds.NotFound.With($"There is no deletion '{trashId}': it was taken back, or is past its time.");
}

/// <summary>The trash and the index together: what moves is seen at once.</summary>
internal sealed class GalleryBin(GalleryReader gallery, ImageIndex index, ImageTrash trash, ImageRoot root)
{
    /// <summary>Those that are there.</summary>
    public IReadOnlyList<ImageRecord> Find(IReadOnlyList<ImageId> ids, CurrentOwner owner) =>
        [.. ids.Distinct().Select(id => gallery.Find(id, owner)).OfType<ImageRecord>()];

    /// <summary>Whether it belongs to another program, and nobody can delete it here.</summary>
    public bool IsOnlyShown(ImageRecord image) => root.IsReadOnly(image.RelativePath);

    /// <returns>Null when none of them is there.</returns>
    public async Task<TrashedItem?> MoveAsync(IReadOnlyList<ImageRecord> images, CancellationToken cancellationToken)
    {
        if (images.Count == 0)
            return null;
        var item = await Task.Run(() => trash.Move(images), cancellationToken);

        // Said to the index rather than left to be found: so many at once could be a disk that came apart.
        index.Remove([.. images.Select(image => image.RelativePath)]);
        return item.Images.Count > 0 ? item : null;
    }

    /// <returns>The ids of what is back; null when there is no such deletion.</returns>
    public async Task<IReadOnlyList<ImageId>?> RestoreAsync(string trashId, CancellationToken cancellationToken)
    {
        if (await Task.Run(() => trash.Restore(trashId), cancellationToken) is not { } paths)
            return null;
        foreach (var path in paths)
            await index.AddAsync(path, cancellationToken);
        return [.. paths.Select(ImageId.Of)];
    }
}

/// <param name="Bytes">With what lay beside them.</param>
internal sealed record TrashAnswer(string TrashId, int Count, long Bytes, DateTimeOffset ExpiresAt)
{
    public static TrashAnswer Of(TrashedItem item) => new(item.Id, item.Images.Count, item.Bytes, item.ExpiresAt);
}

/// <param name="Ids">Of the images that are back; another one where the place was taken.</param>
internal sealed record RestoreAnswer(IReadOnlyList<ImageId> Ids, int Count);

internal sealed record TrashEmptied(int Count, long Bytes);

/// <param name="Count">Images in the trash.</param>
internal sealed record TrashView(IReadOnlyList<TrashItemView> Items, int Count, long Bytes)
{
    public static TrashView Of(IReadOnlyList<TrashedItem> items) =>
        new([.. items.Select(TrashItemView.Of)], items.Sum(item => item.Images.Count), items.Sum(item => item.Bytes));
}

internal sealed record TrashItemView(string TrashId, DateTimeOffset DeletedAt, DateTimeOffset ExpiresAt, long Bytes, IReadOnlyList<TrashedImageView> Images)
{
    public static TrashItemView Of(TrashedItem item) =>
        new(item.Id, item.DeletedAt, item.ExpiresAt, item.Bytes, [.. item.Images.Select((image, i) => TrashedImageView.Of(item.Id, i, image))]);
}

/// <param name="Id">What it had, and has again when it comes back to the same place.</param>
/// <param name="RelativePath">Where it was.</param>
/// <param name="Thumbnails">By longest side in pixels; empty when none had been made.</param>
internal sealed record TrashedImageView(
    ImageId Id, string FileName, string RelativePath, int Width, int Height, long Bytes, DateTimeOffset CreatedAt, string? Prompt,
    IReadOnlyDictionary<string, string> Thumbnails)
{
    public static TrashedImageView Of(string trashId, int i, TrashedImage image) => new(
        ImageId.Of(image.RelativePath), Path.GetFileName(image.RelativePath), image.RelativePath, image.Width, image.Height, image.Bytes, image.CreatedAt,
        image.Prompt, image.Files.Any(file => file.IsThumbnail) ? ThumbnailsOf(trashId, i) : new Dictionary<string, string>());

    private static Dictionary<string, string> ThumbnailsOf(string trashId, int i) => new()
    {
        [ThumbnailSpec.Sizes[0].ToString(CultureInfo.InvariantCulture)] = string.Create(CultureInfo.InvariantCulture, $"/api/trash/{trashId}/thumbnails/{i}"),
    };
}
