using System.Diagnostics;
using System.Runtime.CompilerServices;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>Makes thumbnails before anyone asks: follows the studio's events and sees to every new image.</summary>
internal sealed partial class ImageEventFollower(
    JobEvents events, ThumbnailDesk desk, IOptions<ThumbnailOptions> options, TimeProvider time, ILogger<ImageEventFollower> logger)
    : BackgroundService
{
    // The log's beginning: what happened while this program was away is looked through, and an image that has its thumbnails costs
    // next to nothing. What the log no longer holds is made when it is asked for.
    private const string Beginning = "0-0";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string _lastId = Beginning;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Half of the places, so that somebody who waits for a page always finds one.
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Value.MaxRunning / 2), CancellationToken = stoppingToken };
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Parallel.ForEachAsync(NewImagesAsync(stoppingToken), limits, HandleAsync);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogLost(exception, _lastId);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    /// <summary>One image event: its thumbnails are there afterwards, or cannot be made.</summary>
    internal async ValueTask HandleAsync(StudioEvent added, CancellationToken cancellationToken)
    {
        var output = added.Output!;
        var image = new ImageKey(output.RelativePath, ImageVersion.OfContent(output.Sha256));
        if (desk.IsReady(image))
            return;

        ActivityContext.TryParse(added.TraceParent, null, isRemote: true, out var parent);
        using var span = ThumbnailsTelemetry.Source.StartActivity("thumbnail image", ActivityKind.Consumer, parent);
        span?.SetTag("comfystudio.job.id", added.JobId?.ToString()).SetTag("comfystudio.image.path", output.RelativePath);
        try
        {
            var outcome = await AskPatientlyAsync(image, cancellationToken);
            span?.SetTag("comfystudio.thumbnails.outcome", outcome.GetType().Name)
                .SetStatus(outcome is ThumbnailOutcome.Ready ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // One image must not end the loop; it is tried again when somebody looks at it.
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            LogFailed(exception, output.RelativePath);
        }
    }

    private async Task<ThumbnailOutcome> AskPatientlyAsync(ImageKey image, CancellationToken cancellationToken)
    {
        while (true)
        {
            var outcome = await desk.AskAsync(image, cancellationToken);
            if (outcome is not ThumbnailOutcome.Busy)
                return outcome;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async IAsyncEnumerable<StudioEvent> NewImagesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stored in events.FollowImagesAsync(_lastId, cancellationToken))
        {
            yield return stored;
            _lastId = stored.Id ?? _lastId;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The studio's events were lost; following again from event {LastId}")]
    private partial void LogLost(Exception exception, string lastId);

    [LoggerMessage(LogLevel.Error, "The thumbnails of {Path} could not be made")]
    private partial void LogFailed(Exception exception, string path);
}
