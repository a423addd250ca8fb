using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images;
using ComfyStudio.ServiceDefaults.Configuration;
using ComfyStudio.Thumbnailer.Videos;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Thumbnailer.Thumbnails;

internal static class ThumbnailEndpoints
{
    internal static WebApplicationBuilder AddThumbnails(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<ThumbnailOptions>(ThumbnailOptions.Section);
        builder.Services.AddSingleton<WorkGate>();
        builder.Services.AddSingleton<ThumbnailsTelemetry>();
        builder.Services.AddSingleton<ThumbnailRenderer>();
        builder.Services.AddSingleton<ThumbnailShelf>();
        builder.Services.AddSingleton<Ffmpeg>();
        builder.Services.AddSingleton<VideoPosters>();
        builder.Services.AddSingleton<PictureSource>();
        builder.Services.AddSingleton<ThumbnailMaker>();
        builder.Services.AddSingleton<ThumbnailDesk>();
        builder.Services.AddHostedService<ImageEventFollower>();
        builder.Services.AddValidation();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ThumbnailsJson.Default));
        return builder;
    }

    internal static void MapThumbnails(this IEndpointRouteBuilder routes) => routes.MapPost("/thumbnails", Make);

    internal static async Task<Results<Ok<ThumbnailResponse>, ProblemHttpResult>> Make(
        ThumbnailRequest request, ThumbnailDesk desk, HttpResponse response, CancellationToken cancellationToken)
    {
        var image = new ImageKey(request.RelativePath, request.Version);
        switch (await desk.AskAsync(image, cancellationToken))
        {
            case ThumbnailOutcome.Ready:
                return TypedResults.Ok(new ThumbnailResponse(image.Thumbnail(request.Size)));
            case ThumbnailOutcome.Missing:
                return Problem(StatusCodes.Status404NotFound, "image-missing", "There is no such image.", image.RelativePath);
            case ThumbnailOutcome.Damaged damaged:
                return Problem(StatusCodes.Status422UnprocessableEntity, "image-damaged", "The image cannot be read.", damaged.Reason);
            case ThumbnailOutcome.Offline offline:
                return Problem(StatusCodes.Status503ServiceUnavailable, "images-offline", "The images folder is away.", offline.Reason);
            case ThumbnailOutcome.Busy:
                response.Headers.RetryAfter = "1";
                return Problem(StatusCodes.Status503ServiceUnavailable, "thumbnailer-busy", "Too many thumbnails are waiting.", "Ask again in a moment.");
            case var outcome:
                throw new InvalidOperationException($"No answer for {outcome}.");
        }
    }

    private static ProblemHttpResult Problem(int status, string name, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: $"/problems/{name}");
}

/// <summary>Public, because the generator of the validation passes over types that are not.</summary>
/// <param name="RelativePath">Of the image, below the images root.</param>
/// <param name="Version">The image's version: another one has other thumbnails.</param>
/// <param name="Size">One of <see cref="ThumbnailSpec.Sizes"/>.</param>
public sealed record ThumbnailRequest(
    [Required, StringLength(1024)] string RelativePath, [Required, StringLength(64)] string Version, [ThumbnailSize] int Size);

/// <param name="RelativePath">Of the thumbnail, below the images root.</param>
internal sealed record ThumbnailResponse(string RelativePath);

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ThumbnailSizeAttribute() : ValidationAttribute($"The size must be one of {string.Join(", ", ThumbnailSpec.Sizes)}.")
{
    public override bool IsValid(object? value) => value is int size && ThumbnailSpec.Sizes.Contains(size);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ThumbnailRequest))]
[JsonSerializable(typeof(ThumbnailResponse))]
internal sealed partial class ThumbnailsJson : JsonSerializerContext;
