using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Security;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Gallery.Again;

/// <summary>An image once more, and whether it came out the same.</summary>
internal static class AgainEndpoints
{
    public static void MapImagesAgain(this RouteGroupBuilder images)
    {
        images.MapPost("{id:hexid}/again", Make).WithName("makeImageAgain").RequireRateLimiting(RateLimits.Generations)
            .WithSummary("Make an image again, exactly")
            .WithDescription("""
                The same graph with the same seed as a new job, on the engine that made it if that takes jobs now. The new image's `againOf` names this
                one; GET /api/images/{new}/difference?from={this} then tells whether the pixels are the same.
                """)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        images.MapGet("{id:hexid}/difference", Compare).WithName("compareImages").WithSummary("How far the pixels of two images differ")
            .WithDescription("Decoded, so that metadata and packing do not count. `differing` is the part of the pixels that are not alike, null for images of different sizes.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    internal static async Task<Results<Accepted<AcceptedGeneration>, ProblemHttpResult>> Make(
        ImageId id,
        [FromHeader(Name = "Idempotency-Key"), Description("A name of your own for this request, best a UUID. Known for a day.")] string? idempotencyKey,
        GalleryReader gallery, ImageIndex index, ImageRemaker remaker, JobViewer viewer, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (GenerationEndpoints.FindKeyFault(idempotencyKey) is { } fault)
            return fault;
        if (gallery.Find(id, owner) is null || index.Read(id) is not { } image)
            return GalleryEndpoints.Unknown(id);
        var idempotency = idempotencyKey is null ? null : new Idempotency($"{owner.Name}:{idempotencyKey}", $"again:{id}");
        return await remaker.AgainAsync(image, idempotency, cancellationToken) switch
        {
            AgainOutcome.Accepted accepted => TypedResults.Accepted(
                $"/api/generations/{accepted.GroupId}",
                new AcceptedGeneration(accepted.GroupId, await viewer.ViewChangedAsync(accepted.Jobs, cancellationToken), accepted.Warnings)),
            AgainOutcome.Impossible impossible => ProblemKinds.UnusableWorkflow.With(impossible.Reason),
            AgainOutcome.KeyReused => ProblemKinds.KeyReused.With("This Idempotency-Key came with another request before. Take a new key for a new request."),
            var unknown => throw new InvalidOperationException($"Nothing known about {unknown}."),
        };
    }

    internal static async Task<Results<Ok<ImageDifference>, ProblemHttpResult>> Compare(
        ImageId id, [Description("The image to compare it with.")] ImageId from, GalleryReader gallery, PixelClient pixels, CurrentOwner owner,
        CancellationToken cancellationToken)
    {
        if (gallery.Find(id, owner) is not { } image)
            return GalleryEndpoints.Unknown(id);
        if (gallery.Find(from, owner) is not { } other)
            return GalleryEndpoints.Unknown(from);
        var (difference, refused) = await pixels.CompareAsync(image, other, cancellationToken);
        return difference is not null ? TypedResults.Ok(difference) : refused!;
    }
}

/// <param name="Identical">Whether every pixel is the same: equal hashes.</param>
/// <param name="Hash">SHA-256 of the decoded pixels with their size and kind.</param>
/// <param name="FromHash">The same of the other image.</param>
/// <param name="Differing">From 0 to 1: the part of the pixels that are not alike; null for images of different sizes.</param>
/// <param name="Largest">The largest difference of one colour, of 255; null for images of different sizes.</param>
internal sealed record ImageDifference(bool Identical, string Hash, string FromHash, double? Differing, int? Largest);

internal sealed record PixelsOrder(PixelsImage Image, PixelsImage From);

internal sealed record PixelsImage(string RelativePath);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImageDifference))]
[JsonSerializable(typeof(PixelsOrder))]
internal sealed partial class AgainJson : JsonSerializerContext;
