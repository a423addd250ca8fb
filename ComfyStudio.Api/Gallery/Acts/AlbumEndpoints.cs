using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using ComfyStudio.Images.Marks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Gallery.Acts;

/// <summary>Albums: an image lies in any number of them and stays where it is on the disk.</summary>
internal static class AlbumEndpoints
{
    public static void MapAlbums(this IEndpointRouteBuilder routes)
    {
        var albums = routes.MapGroup("/api/albums").WithTags("Albums").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        albums.MapGet("", List).WithName("listAlbums").WithSummary("Albums by name");
        albums.MapPost("", Add).WithName("addAlbum").WithSummary("A new, empty album").ProducesProblem(StatusCodes.Status400BadRequest);
        albums.MapPatch("{id:hexid}", Rename).WithName("renameAlbum").WithSummary("Another name for an album")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        albums.MapDelete("{id:hexid}", Delete).WithName("deleteAlbum").WithSummary("Removes an album; its images stay")
            .ProducesProblem(StatusCodes.Status404NotFound);
        albums.MapPost("{id:hexid}/restore", Restore).WithName("restoreAlbum").WithSummary("Takes the deletion of an album back, with what was in it")
            .WithDescription("For an hour after it.").ProducesProblem(StatusCodes.Status404NotFound);
        albums.MapPost("{id:hexid}/images", Include).WithName("addImagesToAlbum").WithSummary("Puts images into an album")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        albums.MapPost("{id:hexid}/images/remove", Exclude).WithName("removeImagesFromAlbum").WithSummary("Takes images out of an album; they stay in the gallery")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Ok<IReadOnlyList<AlbumView>> List(AlbumBook albums, ImageIndex index, CurrentOwner owner) =>
        TypedResults.Ok<IReadOnlyList<AlbumView>>(
            [.. albums.List().OrderBy(album => album.Name, StringComparer.OrdinalIgnoreCase).Select(album => AlbumView.Of(album, index, owner))]);

    internal static Results<Created<AlbumView>, ProblemHttpResult> Add(NamedAlbum request, AlbumBook albums, ImageIndex index, CurrentOwner owner)
    {
        var errors = new FieldErrors();
        MarkRules.CheckName(request.Name, errors);
        if (errors.Any)
            return errors.ToProblem();
        var album = albums.Add(request.Name.Trim());
        return TypedResults.Created($"/api/albums/{album.Id}", AlbumView.Of(album, index, owner));
    }

    internal static Results<Ok<AlbumView>, ProblemHttpResult> Rename(string id, NamedAlbum request, AlbumBook albums, ImageIndex index, CurrentOwner owner)
    {
        var errors = new FieldErrors();
        MarkRules.CheckName(request.Name, errors);
        if (errors.Any)
            return errors.ToProblem();
        return albums.Rename(id, request.Name.Trim()) is { } album ? TypedResults.Ok(AlbumView.Of(album, index, owner)) : Unknown(id);
    }

    internal static Results<NoContent, ProblemHttpResult> Delete(string id, AlbumBook albums) => albums.Delete(id) ? TypedResults.NoContent() : Unknown(id);

    internal static Results<Ok<AlbumView>, ProblemHttpResult> Restore(string id, AlbumBook albums, ImageIndex index, CurrentOwner owner) =>
        albums.Restore(id) is { } album ? TypedResults.Ok(AlbumView.Of(album, index, owner)) : Unknown(id);

    internal static Task<Results<Ok<AlbumView>, ProblemHttpResult>> Include(
        string id, ImageIds request, AlbumBook albums, ImageMarker marker, ImageIndex index, CurrentOwner owner, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, albums, marker, index, owner, marks => marks with { Albums = [.. marks.Albums.Union([id])] }, cancellationToken);

    internal static Task<Results<Ok<AlbumView>, ProblemHttpResult>> Exclude(
        string id, ImageIds request, AlbumBook albums, ImageMarker marker, ImageIndex index, CurrentOwner owner, CancellationToken cancellationToken) =>
        ChangeAsync(id, request, albums, marker, index, owner, marks => marks with { Albums = [.. marks.Albums.Except([id])] }, cancellationToken);

    private static async Task<Results<Ok<AlbumView>, ProblemHttpResult>> ChangeAsync(
        string id, ImageIds request, AlbumBook albums, ImageMarker marker, ImageIndex index, CurrentOwner owner, Func<ImageMarks, ImageMarks> change,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        MarkRules.CheckIds(request.Ids, errors);
        if (errors.Any)
            return errors.ToProblem();
        if (albums.Find(id) is not { } album)
            return Unknown(id);
        return await marker.MarkAsync(request.Ids, owner, (_, marks) => change(marks), cancellationToken) is not null
            ? TypedResults.Ok(AlbumView.Of(album, index, owner))
            : ProblemKinds.NotFound.With("None of these images is there any more.");
    }

    private static ProblemHttpResult Unknown(string id) => ProblemKinds.NotFound.With($"There is no album '{id}'.");
}

internal sealed record NamedAlbum(string Name);

internal sealed record ImageIds(IReadOnlyList<ImageId> Ids);

/// <param name="Cover">Id of its newest image; null while it is empty.</param>
internal sealed record AlbumView(string Id, string Name, DateTimeOffset CreatedAt, int Count, ImageId? Cover)
{
    public static AlbumView Of(Album album, ImageIndex index, CurrentOwner owner)
    {
        var images = index.Select(new ImageFilter { Albums = [album.Id], Owner = owner.Name }, ImageSort.Newest);
        return new AlbumView(album.Id, album.Name, album.CreatedAt, images.Count, images.Count > 0 ? images[0] : null);
    }
}
