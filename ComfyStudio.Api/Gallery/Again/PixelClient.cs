using System.Net;
using System.Text.Json;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Gallery.Again;

/// <summary>Asks the Thumbnailer, where the decoder lives, whether two images are the same.</summary>
internal sealed partial class PixelClient(HttpClient http, ILogger<PixelClient> logger)
{
    public async Task<(ImageDifference? Difference, ProblemHttpResult? Refused)> CompareAsync(ImageRecord image, ImageRecord from, CancellationToken cancellationToken)
    {
        try
        {
            var order = new PixelsOrder(new PixelsImage(image.RelativePath), new PixelsImage(from.RelativePath));
            using var response = await http.PostAsJsonAsync("pixels/compare", order, AgainJson.Default.PixelsOrder, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => (await response.Content.ReadFromJsonAsync(AgainJson.Default.ImageDifference, cancellationToken), null),
                HttpStatusCode.UnprocessableEntity => (null, ProblemKinds.UnreadableImage.With("One of the two cannot be decoded: it is damaged, too large, or a video.")),
                HttpStatusCode.NotFound => (null, ProblemKinds.NotFound.With("The file of one of the two images is gone.")),
                var status => (null, NotNow(image.Id, $"it answered {(int)status}")),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (null, NotNow(image.Id, exception.Message));
        }
    }

    private ProblemHttpResult NotNow(ImageId imageId, string reason)
    {
        LogNotCompared(imageId, reason);
        return ProblemKinds.ThumbnailsBusy.With("The Thumbnailer is busy or away. Try again in a moment.");
    }

    [LoggerMessage(LogLevel.Information, "The Thumbnailer did not compare {ImageId}: {Reason}")]
    private partial void LogNotCompared(ImageId imageId, string reason);
}
