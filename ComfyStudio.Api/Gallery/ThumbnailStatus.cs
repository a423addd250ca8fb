using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Gallery;

/// <summary>How far the thumbnails are that nobody asked for yet.</summary>
/// <param name="State"><c>Looking</c>, <c>Working</c>, <c>Slowed</c> (an engine renders), <c>Yielding</c> (somebody waits for a thumbnail or an export), <c>Offline</c> or <c>Resting</c>.</param>
/// <param name="Missing">Images that wait for theirs.</param>
/// <param name="Failed">Images that cannot be read.</param>
/// <param name="PerSecond">Images a second, lately.</param>
/// <param name="LookedAt">When the gallery was looked through last; null before the first time.</param>
internal sealed record ThumbnailStatus(
    string State, int Images, int Done, int Missing, int Failed, double PerSecond, DateTimeOffset? LookedAt, bool IsPaused);

internal static class ThumbnailStatusEndpoints
{
    public static void MapThumbnailStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/thumbnails/status", Status).WithTags("Images").WithName("getThumbnailStatus").WithSummary("How far the thumbnails of the whole gallery are")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    internal static async Task<Results<Ok<ThumbnailStatus>, ProblemHttpResult>> Status(ThumbnailClient client, CancellationToken cancellationToken) =>
        await client.FindStatusAsync(cancellationToken) is { } status
            ? TypedResults.Ok(status)
            : ProblemKinds.ThumbnailsBusy.With("The Thumbnailer is away. Its log says why; the gallery shows what is there.");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ThumbnailStatus))]
[JsonSerializable(typeof(SheetOrder))]
internal sealed partial class ThumbnailStatusJson : JsonSerializerContext;
