using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace ComfyStudio.Bench.Queue;

/// <summary>One redis-server with so many jobs queued, and the times of what is done to it.</summary>
internal sealed class QueueUnderLoad(int depth) : IAsyncDisposable
{
    private const int GroupSize = 20;
    private const int Callers = 8;
    private const string Engine = "gpu-1";

    private readonly RedisServer _redis = new() { OnDisk = true };
    private readonly SampleJobs _sample = new(TimeProvider.System);
    private ServiceProvider? _services;
    private ConnectionMultiplexer? _connection;
    private BareList? _bare;

    public int Depth => depth;
    public double EnqueuedPerSecond { get; private set; }
    public double BytesPerJob { get; private set; }
    public int BodyBytes { get; private set; }
    public Samples Enqueues { get; } = new();
    public Samples Completes { get; } = new();
    public Samples Lists { get; } = new();
    public Samples Positions { get; } = new();

    /// <summary>Looking what waits and taking the best, as a worker does: one of each round.</summary>
    public List<Samples> Claims { get; } = [];

    public Samples BareClaims => _bare!.Claims;

    private JobQueue Jobs => _services!.GetRequiredService<JobQueue>();

    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await _redis.InitializeAsync();
        _services = new ServiceCollection().AddJobs(_redis.ConnectionString).BuildServiceProvider();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        await WarmUpAsync(cancellationToken);
        var empty = await UsedMemoryAsync();
        var began = Stopwatch.GetTimestamp();
        var left = depth / GroupSize;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await EnqueueAsync(GroupSize, cancellationToken);
        }));
        EnqueuedPerSecond = depth / Stopwatch.GetElapsedTime(began).TotalSeconds;
        BytesPerJob = (await UsedMemoryAsync() - empty) / depth;
        await AddRivalAsync();
    }

    /// <summary>Takes, ends and replaces jobs, so that the depth stays.</summary>
    public async Task CycleAsync(int times, CancellationToken cancellationToken)
    {
        var claims = new Samples();
        for (var i = 0; i < times; i++)
        {
            var lease = await claims.TimeAsync(() => ClaimAsync(cancellationToken));
            var picture = new JobOutput(0, "image-0", "2026-11-21/a.png", "abcd", 1234, 512, 512);
            await Completes.TimeAsync(() => Jobs.CompleteAsync(lease, [picture], null, cancellationToken));
            await Enqueues.TimeAsync(() => EnqueueAsync(1, cancellationToken));
        }

        Claims.Add(claims);
        await LookAsync(times / 10, cancellationToken);
        await _bare!.CycleAsync(times);
    }

    public async ValueTask DisposeAsync()
    {
        _connection?.Dispose();
        if (_services is not null)
            await _services.DisposeAsync();
        await _redis.DisposeAsync();
    }

    /// <summary>Scripts loaded, code compiled, the server's own structures made.</summary>
    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 200; i++)
        {
            await EnqueueAsync(1, cancellationToken);
            await Jobs.CompleteAsync(await ClaimAsync(cancellationToken), [], null, cancellationToken);
        }
    }

    private async Task<EnqueueResult> EnqueueAsync(int size, CancellationToken cancellationToken)
    {
        var (group, jobs) = _sample.NextGroup(size);
        return await Jobs.EnqueueAsync(group, jobs, idempotency: null, cancellationToken);
    }

    private async Task<JobLease> ClaimAsync(CancellationToken cancellationToken)
    {
        var ready = await Jobs.ReadyAsync(Engine, cancellationToken);
        var request = new ClaimRequest(Engine, "worker-1", [.. ready.Select(waiting => waiting.Key)]);
        return await Jobs.ClaimAsync(request, cancellationToken) ?? throw new InvalidOperationException("The queue is empty.");
    }

    private async Task LookAsync(int times, CancellationToken cancellationToken)
    {
        var queued = new JobFilter([JobState.Queued]);
        for (var i = 0; i < times; i++)
        {
            var page = await Lists.TimeAsync(() => Jobs.ListAsync(queued, before: null, limit: 50, cancellationToken));
            await Positions.TimeAsync(() => Jobs.PositionsAsync([page[0].Id], cancellationToken));
        }
    }

    private async Task AddRivalAsync()
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(_sample.NextGroup(1).Jobs[0]);
        BodyBytes = body.Length;
        _bare = new BareList(_connection!.GetDatabase(), body);
        await _bare.FillAsync(depth);
        await _bare.CycleAsync(100);
    }

    private async Task<double> UsedMemoryAsync()
    {
        var info = (string)(await _connection!.GetDatabase().ExecuteAsync("INFO", "memory"))!;
        var line = info.Split('\n').First(line => line.StartsWith("used_memory:", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
