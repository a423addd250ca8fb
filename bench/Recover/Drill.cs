using System.Diagnostics;
using System.Net;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Bench.Studio;
using ComfyStudio.Jobs;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.Bench.Recover;

/// <summary>Kills one process again and again while work is queued.</summary>
/// <param name="kill">Does it, and answers how to start the process again.</param>
/// <param name="restartsAtOnce">False when another process has to take over.</param>
internal sealed class Drill(string victim, bool restartsAtOnce, Func<StudioProcesses, CancellationToken, Task<Func<Task>>> kill)
{
    private const int Jobs = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Victim => victim;
    public bool RestartsAtOnce => restartsAtOnce;

    /// <summary>Seconds.</summary>
    public Samples Claims { get; } = new();

    public Samples Starts { get; } = new();
    public Samples Restarts { get; } = new();

    public async Task RunAsync(StudioProcesses processes, CancellationToken cancellationToken)
    {
        await using var client = await StudioClient.ConnectAsync(processes.Api.Address, cancellationToken);
        var jobs = await SubmitAsync(client, cancellationToken);
        await client.EndedAsync(jobs[1], cancellationToken);

        var startAgain = await kill(processes, cancellationToken);
        var killedAt = TimeProvider.System.GetUtcNow();
        var restart = restartsAtOnce ? TimeAsync(startAgain) : null;
        var (claim, start) = await NextAsync(processes.Jobs, [.. jobs.Select(id => JobId.Parse(id))], killedAt, cancellationToken);
        Claims.Add(claim.TotalSeconds);
        Starts.Add(start.TotalSeconds);
        Restarts.Add((await (restart ?? TimeAsync(startAgain))).TotalSeconds);
        await SettleAsync(processes, jobs, cancellationToken);
    }

    /// <summary>The Api may still be on its way back to Redis after the kill before; it answers 503 then, and clients ask again.</summary>
    private static async Task<IReadOnlyList<string>> SubmitAsync(StudioClient client, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return await client.SubmitAsync(SampleGraph.Steps, TimeProvider.System.GetTimestamp() % 1_000_000_000, Jobs, cancellationToken);
            }
            catch (HttpRequestException exception) when (exception.StatusCode is HttpStatusCode.ServiceUnavailable && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            }
        }
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> deed)
    {
        var began = Stopwatch.GetTimestamp();
        await deed();
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>By the times that are written into the jobs, so that how often this looks does not matter.</summary>
    private static async Task<(TimeSpan Claim, TimeSpan Start)> NextAsync(
        JobQueue queue, IReadOnlyList<JobId> ids, DateTimeOffset killedAt, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        DateTimeOffset? claim = null;
        DateTimeOffset? start = null;
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            var jobs = await TryFindAsync(queue, ids, cancellationToken);
            claim ??= jobs.Min(job => After(job.LeasedAt, killedAt));
            start ??= jobs.Min(job => After(job.StartedAt, killedAt));
            if (claim is { } claimed && start is { } started)
                return (claimed - killedAt, started - killedAt);
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        throw new TimeoutException($"Nothing was claimed and started within {Patience.TotalSeconds:0} s.");
    }

    private static DateTimeOffset? After(DateTimeOffset? time, DateTimeOffset moment) => time > moment ? time : null;

    private static async Task<IReadOnlyList<Job>> TryFindAsync(JobQueue queue, IReadOnlyList<JobId> ids, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.FindManyAsync(ids, cancellationToken);
        }
        catch (JobStoreUnavailableException)
        {
            return [];
        }
    }

    /// <summary>Everybody is back and nothing is left over for the next repeat.</summary>
    private static async Task SettleAsync(StudioProcesses processes, IReadOnlyList<string> jobs, CancellationToken cancellationToken)
    {
        var ids = jobs.Select(id => JobId.Parse(id)).ToList();
        foreach (var id in ids)
            await processes.Jobs.CancelAsync(id, cancellationToken);
        while (!(await processes.Jobs.FindManyAsync(ids, cancellationToken)).All(job => job.State.IsFinal()))
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        await processes.UntilEnginesReadyAsync(cancellationToken);
    }
}
