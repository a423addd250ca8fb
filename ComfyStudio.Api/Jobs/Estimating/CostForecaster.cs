using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>What pictures will cost that nobody asked for yet: time from past runs, disk from past images, and how often models are loaded.</summary>
internal sealed class CostForecaster(Forecaster forecaster, ImageIndex images)
{
    /// <summary>Enough to tell how large one usually is.</summary>
    private const int PastImages = 100;

    public async Task<CostForecast> ReadAsync(string templateId, IReadOnlyList<PlannedPicture> inOrder, CancellationToken cancellationToken) =>
        new((await forecaster.ReadAsync(cancellationToken)).Of(templateId, inOrder), BytesOf(templateId, inOrder));

    private long? BytesOf(string templateId, IReadOnlyList<PlannedPicture> pictures)
    {
        var past = images.List(new ImageFilter { Templates = [templateId] }, ImageSort.Newest, after: null, PastImages).Items
            .Where(image => image is { Bytes: > 0, Width: > 0, Height: > 0 }).ToList();
        if (past.Count == 0)
            return null;
        var perImage = past.Average(image => image.Bytes);
        var perPixel = past.Sum(image => (double)image.Bytes) / past.Sum(image => (double)image.Width * image.Height);
        return (long)pictures.Sum(picture => PictureWork.PixelsOf(picture.Values) is { } pixels ? pixels * perPixel : perImage);
    }
}

/// <param name="Needs">Of an engine.</param>
/// <param name="Values">By slot; those of a draft where it is to be one.</param>
internal sealed record PlannedPicture(JobRequirements Needs, IReadOnlyDictionary<string, JsonElement> Values)
{
    public double? Work { get; } = PictureWork.Of(Values);

    /// <summary>The models that take long to load.</summary>
    public string Models { get; } = Needs.HeavyKey();
}

/// <param name="Bytes">On the disk, about; null when no image of the template is there to go by.</param>
internal sealed record CostForecast(WorkForecast Work, long? Bytes);
