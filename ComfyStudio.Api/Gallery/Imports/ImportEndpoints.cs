using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using ComfyStudio.Images.Intake;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Gallery.Imports;

internal static class ImportEndpoints
{
    private const int MaxBytes = 256 * 1024 * 1024;

    public static void MapImports(this RouteGroupBuilder images) =>
        images.MapPost("import", Import).WithName("importImage").WithSummary("Put a file into the gallery")
            .WithDescription("""
                The body is the file itself, up to 256 MB: PNG, JPEG, WebP, GIF, MP4 or WebM. It is stored as it is below `imports/{day}/`, under its own
                name, and never over another one. 200 with `isKnown` when the gallery has the same content already; nothing is stored then.
                """)
            .Accepts<IFormFile>("image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4", "video/webm", "application/octet-stream")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    internal static async Task<Results<Created<ImportAnswer>, Ok<ImportAnswer>, ProblemHttpResult>> Import(
        [FromQuery, Description("The file's name.")] string? name, HttpRequest request, ImageImports imports, CancellationToken cancellationToken) =>
        await imports.TakeAsync(request.Body, name, MaxBytes, cancellationToken) switch
        {
            ImportOutcome.Stored { Image: var image } => TypedResults.Created($"/api/images/{image.Id}", ImportAnswer.Of(image, isKnown: false)),
            ImportOutcome.Known { Image: var image } => TypedResults.Ok(ImportAnswer.Of(image, isKnown: true)),
            ImportOutcome.NoImage { Reason: var reason } => ProblemKinds.UnreadableImage.With($"{reason}."),
            ImportOutcome.TooLarge => ProblemKinds.TooLarge.With("The file is larger than 256 MB."),
            var unknown => throw new InvalidOperationException($"Nothing known about {unknown}."),
        };
}

/// <param name="IsKnown">Whether the gallery had the same content already, there.</param>
internal sealed record ImportAnswer(ImageId ImageId, string RelativePath, bool IsKnown, string? Source)
{
    public static ImportAnswer Of(ImageRecord image, bool isKnown) => new(image.Id, image.RelativePath, isKnown, image.Making?.Source);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImportAnswer))]
internal sealed partial class ImportsJson : JsonSerializerContext;
