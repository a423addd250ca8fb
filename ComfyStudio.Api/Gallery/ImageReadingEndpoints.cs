using System.ComponentModel;
using System.Text.Json;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace ComfyStudio.Api.Gallery;

/// <summary>What a file tells of its making that somebody holds over the page: it is read and forgotten.</summary>
internal static class ImageReadingEndpoints
{
    private const int MaxBytes = 64 * 1024 * 1024;
    private const int BytesInMemory = 1024 * 1024;

    public static void MapImageReading(this RouteGroupBuilder images) =>
        images.MapPost("read", Read).WithName("readImage").WithSummary("How an image was made that is not in the gallery")
            .WithDescription("""
                The body is the file itself, up to 64 MB: PNG, JPEG, WebP, GIF, MP4 or WebM. What ComfyUI, AUTOMATIC1111 and its relatives, SwarmUI,
                InvokeAI, Fooocus, NovelAI, Easy Diffusion, Draw Things and others note in their files is understood. Nothing is stored. A file that the gallery has already is answered
                with all that is known of that one, and its id.
                """)
            .Accepts<IFormFile>("image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4", "video/webm", "application/octet-stream")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    internal static async Task<Results<Ok<ReadImageView>, ProblemHttpResult>> Read(
        [FromQuery, Description("The file's name: of several pictures of one graph it tells which.")] string? name,
        HttpRequest request, ImageIndex index, GalleryReader gallery, CurrentOwner owner, CancellationToken cancellationToken)
    {
        // Beyond a megabyte it waits in a temporary file, which goes with the request.
        request.EnableBuffering(BytesInMemory, MaxBytes);
        await request.Body.DrainAsync(cancellationToken);
        try
        {
            var image = BroughtImage.Read(request.Body, name);
            request.Body.Position = 0;
            var content = await ContentHash.OfAsync(request.Body, cancellationToken);
            var known = await index.FindContentAsync(content, request.Body.Length, cancellationToken);
            return known is not null && gallery.Find(known.Id, owner) is not null
                ? TypedResults.Ok(ReadImageView.Of(image, index.Read(known.Id)?.Making ?? image.Making, known.Id))
                : TypedResults.Ok(ReadImageView.Of(image, image.Making, known: null));
        }
        catch (InvalidDataException exception)
        {
            return ProblemKinds.UnreadableImage.With($"{exception.Message}.");
        }
    }
}

/// <summary>How an image was made, in the words of the gallery. What nobody knows is null.</summary>
/// <param name="ImageId">Of the same image in the gallery; null when it is not there.</param>
/// <param name="Slots">To fill the form again; null when the studio did not make it, or not in this gallery.</param>
/// <param name="Source">What told how it was made: <c>studio</c>, <c>comfyui</c>, <c>a1111</c>, …; null when nothing in the file tells.</param>
internal sealed record ReadImageView(
    ImageId? ImageId, int Width, int Height, ImageMotion Kind, string? Prompt, string? Negative, string? Model, IReadOnlyList<LoraUse> Loras, Seed? Seed,
    int? Steps, double? Cfg, string? Sampler, string? Scheduler, double? Denoise, string? Template, string? TemplateVersion,
    IReadOnlyDictionary<string, JsonElement>? Slots, string? Source)
{
    public static ReadImageView Of(BroughtImage image, ImageMaking? making, ImageId? known) => new(
        known, image.Width, image.Height, image.Motion, making?.Prompt, making?.Negative, making?.Model, making?.Loras ?? [], making?.Seed,
        making?.Steps, making?.Cfg, making?.Sampler, making?.Scheduler, making?.Denoise, making?.TemplateId, making?.TemplateVersion,
        making?.Slots, making?.Source);
}
