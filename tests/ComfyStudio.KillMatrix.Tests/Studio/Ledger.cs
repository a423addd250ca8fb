using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using ComfyStudio.Jobs;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests.Studio;

/// <summary>
/// What was asked of a studio, and the one check that all of it came true: nothing lost, nothing doubled, nothing unexplained, nothing left
/// lying about.
/// </summary>
internal sealed class Ledger(StudioProcesses studio)
{
    /// <summary>Longer than everything that a studio may take to mend itself, on a busy machine.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    /// <summary>While the Api dies again and again before it has quite started.</summary>
    private static readonly TimeSpan SubmitBound = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<JobId, byte> _accepted = [];
    private readonly ConcurrentDictionary<JobId, byte> _cancelled = [];

    public IReadOnlyCollection<JobId> Accepted => [.. _accepted.Keys];

    /// <summary>The Api said 202.</summary>
    public void Accept(params IEnumerable<JobId> jobs)
    {
        foreach (var job in jobs)
            _accepted[job] = 0;
    }

    /// <summary>Somebody tried to cancel it; it may have ended all the same.</summary>
    public void Cancel(JobId job) => _cancelled[job] = 0;

    /// <summary>Asks for pictures and enters them; while the studio does not answer, as often as it takes, under one key.</summary>
    public async Task<IReadOnlyList<JobId>> SubmitAsync(StudioOrder order, CancellationToken cancellationToken)
    {
        var named = order with { IdempotencyKey = order.IdempotencyKey ?? $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}" };
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await TryAsync(named, cancellationToken) is { } made)
            {
                Accept(made.Jobs.Select(job => job.Id));
                return [.. made.Jobs.Select(job => job.Id)];
            }
            if (Stopwatch.GetElapsedTime(began) > SubmitBound)
                throw new TimeoutException($"The studio took no order for {SubmitBound.TotalSeconds:0} s.");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Returns when the whole account is in order.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => SettleAsync(Bound, cancellationToken);

    public async Task SettleAsync(TimeSpan bound, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var complaints = await ComplaintsAsync(cancellationToken);
            if (complaints.Count == 0)
                return;
            if (Stopwatch.GetElapsedTime(began) > bound)
                Assert.Fail($"After {bound.TotalSeconds:0} s:\n{string.Join('\n', complaints.Take(30))}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<StudioGeneration?> TryAsync(StudioOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await studio.Client.SubmitAsync(order, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null or HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> ComplaintsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var jobs = await studio.Jobs.ListAsync(new JobFilter([]), null, 100_000, cancellationToken);
            var open = jobs.Where(job => !job.State.IsFinal()).ToList();
            if (open.Count > 0)
                return [.. open.Select(job => $"{Describe(job)} has not ended.")];
            var files = StoredFile.ReadAll(studio.ImagesRoot);
            return [.. OfJobs(jobs), .. OfFiles(jobs, files), .. LeftoverFiles(), .. await OfRedisAsync(jobs)];
        }
        catch (JobStoreUnavailableException exception)
        {
            return [exception.Message];
        }
        catch (IOException exception)
        {
            // A file that went between the listing and the look.
            return [exception.Message];
        }
    }

    private IEnumerable<string> OfJobs(IReadOnlyList<Job> jobs)
    {
        var known = jobs.Select(job => job.Id).ToHashSet();
        foreach (var lost in _accepted.Keys.Where(id => !known.Contains(id)))
            yield return $"Job {lost} was accepted and is not known any more.";
        foreach (var job in jobs)
        {
            if (!_accepted.ContainsKey(job.Id))
                yield return $"{Describe(job)} was never asked for.";
            if (job.State is JobState.Cancelled && !_cancelled.ContainsKey(job.Id))
                yield return $"{Describe(job)}, and nobody had asked for that.";
            if (job.State is JobState.Failed or JobState.Parked && job.Failures.Count == 0)
                yield return $"{Describe(job)} without a reason.";
            if (job.State is JobState.Succeeded && job.Outputs.Count == 0)
                yield return $"{Describe(job)} without an image.";
        }
    }

    /// <summary>Stored images = accepted − cancelled − failed with a reason, and each of them once.</summary>
    private static IEnumerable<string> OfFiles(IReadOnlyList<Job> jobs, IReadOnlyList<StoredFile> files)
    {
        var byJob = files.ToLookup(file => file.JobId);
        foreach (var job in jobs)
        {
            var stored = byJob[job.Id.ToString()].ToList();
            var told = job.Outputs.Select(output => (output.RelativePath, output.Sha256)).Order().ToList();
            if (!stored.Select(file => (file.RelativePath, file.Sha256)).Order().SequenceEqual(told))
                yield return $"{Describe(job)} with outputs [{string.Join(", ", told)}], and on disk are [{string.Join(", ", stored.Select(file => (file.RelativePath, file.Sha256)))}].";
            if (stored.DistinctBy(file => file.Sha256).Count() != stored.Count)
                yield return $"{Describe(job)} and stored one content twice.";
        }

        var ids = jobs.Select(job => job.Id.ToString()).ToHashSet();
        foreach (var stray in files.Where(file => file.JobId is null || !ids.Contains(file.JobId)))
            yield return $"{stray.RelativePath} belongs to no job.";
        foreach (var torn in files.Where(file => !file.IsWhole))
            yield return $"{torn.RelativePath} is not what its sidecar says.";
    }

    private IEnumerable<string> LeftoverFiles() =>
        StoredFile.Everything(studio.ImagesRoot)
            .Where(path => Path.GetFileName(path) is not "sequence.json")
            .Where(path => Path.GetFileName(path).StartsWith(".tmp-", StringComparison.Ordinal)
                || (path.EndsWith(".json", StringComparison.Ordinal) && !File.Exists(Path.ChangeExtension(path, ".png"))))
            .Select(path => $"{path} was left behind.");

    private async Task<IEnumerable<string>> OfRedisAsync(IReadOnlyList<Job> jobs)
    {
        await using var store = await StoreView.OpenAsync(studio.Redis, StudioProcesses.RedisPrefix);
        var left = await store.LeftoversAsync();
        var announced = (await store.AnnouncedImagesAsync()).ToLookup(job => job);
        var wrong = jobs.Where(job => announced[job.Id.ToString()].Count() != job.Outputs.Count)
            .Select(job => $"{Describe(job)}; of its {job.Outputs.Count} images {announced[job.Id.ToString()].Count()} were announced.");
        return [.. left.Select(key => $"Redis still holds {key}."), .. wrong];
    }

    private static string Describe(Job job) =>
        $"Job {job.Id} is {job.State} (attempt {job.Attempt}, {job.EngineDeaths} deaths, {job.EngineId}: {string.Join("; ", job.Failures.Select(failure => $"{failure.Class}: {failure.Message}"))})";
}
