using ComfyStudio.Api.Gallery.Acts;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using ComfyStudio.Images.Formats;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ComfyStudio.Api.Gallery;

/// <summary>The bytes of images and thumbnails, made to be kept by browsers for as long as they like.</summary>
internal static class ImageFileEndpoints
{
    private const string KeepForEver = "private, max-age=31536000, immutable";
    private const string AskEachTime = "private, no-cache";
    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapImageFiles(this RouteGroupBuilder images)
    {
        images.MapMethods("{id:hexid}/file", GetAndHead, SendFile).WithName("getImageFile").WithSummary("The image as its engine wrote it")
            .WithDescription("With the current version as `v` it may be kept for ever; otherwise ask each time with `If-None-Match`. `download=1` saves it as a file. Ranges are served.")
            .Produces(StatusCodes.Status200OK, contentType: "image/png").ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        images.MapGet("{id:hexid}/file/clean", SendClean).WithName("getCleanImageFile").WithSummary("The same pixels without what was noted in the file")
            .WithDescription("No prompt, settings, comment, place or camera; colours, and which way is up, stay. Saved under a name that tells nothing. For PNG, JPEG, WebP and GIF. The same as `file?clean=1`.")
            .Produces(StatusCodes.Status200OK, contentType: "image/png").ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        images.MapMethods("{id:hexid}/thumbnails/{size:int}", GetAndHead, SendThumbnail).WithName("getThumbnail").WithSummary("A small copy: 300, 640 or 1280 pixels on the longer side")
            .Produces(StatusCodes.Status200OK, contentType: "image/webp").ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    internal static Results<PhysicalFileHttpResult, RedirectHttpResult, ProblemHttpResult> SendFile(
        ImageId id, string? v, string? download, string? clean, GalleryReader gallery, ImageStore store, ImageIndex index, CurrentOwner owner, HttpResponse response)
    {
        if (clean is "1" or "true")
            return TypedResults.LocalRedirect($"~/api/images/{id}/file/clean");
        if (gallery.Find(id, owner) is not { } record)
            return GalleryEndpoints.Unknown(id);
        if (store.Resolve(record.RelativePath) is not { } path)
            return WhyGone(index);

        Protect(response, v == record.Version);
        var name = Path.GetFileName(record.RelativePath);
        var contentType = ImageContentType.OfFile(name);
        var asFile = contentType is ImageContentType.Unknown || download is "1" or "true";
        return TypedResults.PhysicalFile(path, contentType, asFile ? name : null, File.GetLastWriteTimeUtc(path), Tag(record.Version), enableRangeProcessing: true);
    }

    internal static Results<PushStreamHttpResult, ProblemHttpResult> SendClean(
        ImageId id, GalleryReader gallery, ImageStore store, ImageIndex index, CurrentOwner owner, HttpResponse response, CancellationToken cancellationToken)
    {
        if (gallery.Find(id, owner) is not { } record)
            return GalleryEndpoints.Unknown(id);
        if (store.Resolve(record.RelativePath) is not { } path)
            return WhyGone(index);
        if (CleanFile.Plan(path) is not { } pieces)
            return ProblemKinds.UnreadableImage.With("What was noted in this file cannot be taken out: that works for whole PNG, JPEG, WebP and GIF files.");

        Protect(response, isCurrent: false);
        response.ContentLength = pieces.Sum(piece => piece.Length);

        // A name that tells nothing either: those of the studio hold the seed.
        var extension = Path.GetExtension(record.RelativePath).ToLowerInvariant();
        return TypedResults.Stream(
            output => CleanFile.WriteAsync(path, pieces, output, cancellationToken), ImageContentType.OfFile(extension), $"image-{record.Version[..8]}{extension}");
    }

    internal static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> SendThumbnail(
        ImageId id, int size, string? v, GalleryReader gallery, ThumbnailSource thumbnails, CurrentOwner owner, HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (gallery.Find(id, owner) is not { } record)
            return GalleryEndpoints.Unknown(id);
        if (!ThumbnailSpec.Sizes.Contains(size))
            return ProblemKinds.NotFound.With($"Thumbnails come in {string.Join(", ", ThumbnailSpec.Sizes)} pixels, not {size}.");

        switch (await thumbnails.FindOrMakeAsync(record, size, cancellationToken))
        {
            case Thumbnail.Ready ready:
                Protect(response, v == record.Version);
                return TypedResults.PhysicalFile(
                    ready.Path, "image/webp", fileDownloadName: null, File.GetLastWriteTimeUtc(ready.Path), Tag($"{record.Version}-{size}"), enableRangeProcessing: true);
            case Thumbnail.Refused refused:
                return refused.Kind.With(refused.Detail);
            default:
                throw new InvalidOperationException("A thumbnail is ready or refused.");
        }
    }

    private static ProblemHttpResult WhyGone(ImageIndex index) => index.Status.Online
        ? ProblemKinds.NotFound.With("The file of this image is gone.")
        : ProblemKinds.ImagesAway.With("The images folder, or the disk it lies on, is not there.");

    // Files from engines and from anybody's folder: shown as pictures, never run as documents.
    private static void Protect(HttpResponse response, bool isCurrent)
    {
        response.Headers.CacheControl = isCurrent ? KeepForEver : AskEachTime;
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
    }

    private static EntityTagHeaderValue Tag(string version) => new($"\"{version}\"");
}
