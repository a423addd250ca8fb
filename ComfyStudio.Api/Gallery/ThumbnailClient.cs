using System.Net;
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
                HttpStatusCode.UnprocessableEntity => new Thumbnail.Refused(ProblemKinds.UnreadableImage, "The file is damaged, or no picture at all."),
                HttpStatusCode.NotFound => new Thumbnail.Refused(ProblemKinds.NotFound, "The file of this image is gone."),
                var status => NotNow(image, $"it answered {(int)status}"),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return NotNow(image, exception.Message);
        }
    }

    private Thumbnail.Refused NotNow(ImageRecord image, string reason)
    {
        LogNotMade(image.Id, reason);
        return new Thumbnail.Refused(ProblemKinds.ThumbnailsBusy, "The Thumbnailer is busy or away. Try again in a moment.");
    }

    [LoggerMessage(LogLevel.Information, "The Thumbnailer made no thumbnail of {ImageId}: {Reason}")]
    private partial void LogNotMade(ImageId imageId, string reason);
}

internal sealed record ThumbnailOrder(string RelativePath, string Version, int Size);
