using System.Net;
using System.Text.Json;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Gallery;

/// <summary>Asks the Thumbnailer for a thumbnail that is not there yet.</summary>
internal sealed partial class ThumbnailClient(HttpClient http, ILogger<ThumbnailClient> logger)
{
    /// <returns>Null when it has been made.</returns>
    public async Task<Thumbnail.Refused?> MakeAsync(ImageRecord image, int size, CancellationToken cancellationToken)
    {
        try
        {
            var order = new ThumbnailOrder(image.RelativePath, image.Version, size);
            using var response = await http.PostAsJsonAsync("thumbnails", order, GalleryJson.Default.ThumbnailOrder, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => null,
                HttpStatusCode.UnprocessableEntity => new Thumbnail.Refused(ProblemKinds.UnreadableImage, await ReasonAsync(response, cancellationToken)),
                HttpStatusCode.NotFound => new Thumbnail.Refused(ProblemKinds.NotFound, "The file of this image is gone."),
                var status => NotNow(image, $"it answered {(int)status}"),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return NotNow(image, exception.Message);
        }
    }

    /// <param name="images">Null for a place that is to stay empty.</param>
    /// <returns>A PNG; null when the Thumbnailer is busy or away.</returns>
    public async Task<byte[]?> FindSheetAsync(IReadOnlyList<ImageRecord?> images, int columns, CancellationToken cancellationToken)
    {
        try
        {
            var order = new SheetOrder([.. images.Select(image => image is null ? SheetImage.None : new SheetImage(image.RelativePath, image.Version))], columns);
            using var response = await http.PostAsJsonAsync("sheets", order, ThumbnailStatusJson.Default.SheetOrder, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogNoSheet(images.Count, exception.Message);
            return null;
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        const string usual = "The file is damaged, or no picture at all.";
        try
        {
            using var problem = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
            return problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } reason ? $"{usual} {reason}" : usual;
        }
        catch (JsonException)
        {
            return usual;
        }
    }

    /// <returns>Null when the Thumbnailer is away.</returns>
    public async Task<ThumbnailStatus?> FindStatusAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await http.GetFromJsonAsync("thumbnails/status", ThumbnailStatusJson.Default.ThumbnailStatus, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogNoStatus(exception.Message);
            return null;
        }
    }

    private Thumbnail.Refused NotNow(ImageRecord image, string reason)
    {
        LogNotMade(image.Id, reason);
        return new Thumbnail.Refused(ProblemKinds.ThumbnailsBusy, "The Thumbnailer is busy or away. Try again in a moment.");
    }

    [LoggerMessage(LogLevel.Warning, "The Thumbnailer made no sheet of {Count} images: {Reason}")]
    private partial void LogNoSheet(int count, string reason);

    [LoggerMessage(LogLevel.Information, "The Thumbnailer does not tell how far it is: {Reason}")]
    private partial void LogNoStatus(string reason);

    [LoggerMessage(LogLevel.Information, "The Thumbnailer made no thumbnail of {ImageId}: {Reason}")]
    private partial void LogNotMade(ImageId imageId, string reason);
}

internal sealed record ThumbnailOrder(string RelativePath, string Version, int Size);

internal sealed record SheetOrder(IReadOnlyList<SheetImage> Images, int Columns);

internal sealed record SheetImage(string RelativePath, string Version)
{
    /// <summary>No image has such a place, so its own stays empty.</summary>
    internal static readonly SheetImage None = new(".thumbnails/none", "none");
}
