using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Failures;
using ComfyStudio.Worker.Running;

namespace ComfyStudio.Worker.Collecting;

/// <summary>
/// Fetches the files of a finished prompt and stores them. Repeats what can be mended by waiting here, where the picture already
/// exists, rather than by rendering it again; the store makes every repeat answer with the first file.
/// </summary>
internal sealed partial class OutputCollector(
    OutputStorage storage, Random random, TimeProvider time, ILogger<OutputCollector> logger)
{
    private const int Tries = 4;

    public async Task<IReadOnlyList<JobOutput>> CollectAsync(
        JobRun run, IReadOnlyDictionary<string, NodeOutput> outputs, CancellationToken cancellationToken)
    {
        var files = OutputChoice.Of(outputs);
        if (files.Count == 0)
            throw new OutputMissingException("The engine finished and made no image: the graph has no save node that ran.");
        await run.Engine.Collecting.WaitAsync(cancellationToken);
        try
        {
            // From here on the engine may render the next one.
            run.Slot.GiveBack();
            var stored = new List<JobOutput>();
            foreach (var (index, file) in files.Index())
            {
                using var fetched = await FetchPatientlyAsync(run, file, cancellationToken);
                stored.Add(await storage.StoreAsync(run, index, file, fetched, cancellationToken));
            }
            return stored;
        }
        finally
        {
            run.Engine.Collecting.Release();
        }
    }

    private async Task<FetchedFile> FetchPatientlyAsync(JobRun run, OutputFile file, CancellationToken cancellationToken)
    {
        if (await run.EarlyFiles.TakeAsync(file) is { } early)
            return early;
        var pauses = new Engines.Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5), random);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FetchedFile(await OutputDownload.FetchAsync(run.Engine.Client, file, cancellationToken));
            }
            catch (Exception exception) when (attempt < Tries && exception is IOException or ComfyUIException)
            {
                LogTryAgain(run.Job.Id, file.Filename, exception.Message);
            }
            await Task.Delay(pauses.Next(), time, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Job {JobId}: {FileName} could not be fetched, trying again: {Reason}")]
    private partial void LogTryAgain(JobId jobId, string fileName, string reason);
}
