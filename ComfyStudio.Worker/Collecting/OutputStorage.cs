using ComfyStudio.ComfyUI;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Failures;
using ComfyStudio.Worker.Running;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Collecting;

/// <summary>
/// Puts a fetched picture where it stays. A disk that is full or away makes it wait: the picture exists, and neither another engine nor
/// another rendering would find more room.
/// </summary>
internal sealed partial class OutputStorage(
    ImageStore store, GroupDates groups, IOptions<RunningOptions> options, TimeProvider time, ILogger<OutputStorage> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Writes it ahead, for nobody to see. Null when that fails: storing it will, too, and says why.</summary>
    public async Task<StagedPicture?> TryStageAsync(JobRun run, MemoryStream content, CancellationToken cancellationToken)
    {
        try
        {
            content.Position = 0;
            return await store.StageAsync(await NewImageAsync(run, index: 0, cancellationToken), content, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JobStoreUnavailableException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The patience is over.</exception>
    /// <exception cref="StoringCancelledException">Somebody did not want to wait any longer.</exception>
    public async Task<JobOutput> StoreAsync(JobRun run, int index, OutputFile file, FetchedFile fetched, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            try
            {
                return await TryAsync(run, index, file, fetched, cancellationToken);
            }
            catch (IOException exception) when (time.GetElapsedTime(began) < options.Value.StoragePatience)
            {
                LogWaiting(run.Job.Id, file.Filename, exception.Message);
            }
            // What is stored of a job stays, so one with several pictures is not given up half-way.
            if (run.CancelAsked && index == 0)
                throw new StoringCancelledException();
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<JobOutput> TryAsync(JobRun run, int index, OutputFile file, FetchedFile fetched, CancellationToken cancellationToken)
    {
        var image = await NewImageAsync(run, index, cancellationToken);
        // For one try only: a disk that had no room for it is written to anew.
        using var staged = fetched.TakeStaged();
        fetched.Content.Position = 0;
        try
        {
            var stored = staged is null
                ? await store.SaveAsync(image, fetched.Content, cancellationToken)
                : await store.SaveAsync(image, staged);
            return new JobOutput(index, stored.Id.ToString(), stored.RelativePath, stored.Sha256, stored.Bytes, stored.Width, stored.Height);
        }
        catch (InvalidDataException exception)
        {
            throw new OutputMissingException($"The engine's file {file.Filename} is no image: {exception.Message}");
        }
    }

    private async Task<NewImage> NewImageAsync(JobRun run, int index, CancellationToken cancellationToken) => new(
        await groups.CreatedAtAsync(run.Spec, cancellationToken), GroupDates.KeyOf(run.Spec.GroupId), run.Spec.Id.ToString(), run.Spec.Index, index,
        Making.Of(run, time))
    {
        Shelf = ShelfOf(run.Spec.Place),
        // A worker that slept over its lease must not show a file that the new owner writes, too.
        ConfirmAsync = () => run.Lease.ConfirmAsync(cancellationToken),
    };

    private static ImageShelf? ShelfOf(JobPlace? place) => place?.Kind switch
    {
        null => null,
        JobPlace.Batch => new ImageShelf(ImageShelf.Batches, place.Id, place.Name),
        JobPlace.Sequence => new ImageShelf(ImageShelf.Sequences, place.Id, place.Name),
        var kind => throw new InvalidOperationException($"No folder for the images of a '{kind}'."),
    };

    [LoggerMessage(LogLevel.Warning, "Job {JobId}: {FileName} cannot be stored yet, trying again: {Reason}")]
    private partial void LogWaiting(JobId jobId, string fileName, string reason);
}
