using System.Collections.Concurrent;
using ComfyStudio.Jobs.Redis;
using ComfyStudio.Testing;
using StackExchange.Redis;

namespace ComfyStudio.Jobs.Tests;

/// <summary>Has a server of its own, because it kills it.</summary>
public sealed class DurabilityTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _redis.InitializeAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Nothing_that_was_accepted_is_lost_or_done_twice_when_redis_is_killed_in_mid_traffic()
    {
        await using var queue = new TestQueue(
            _redis, options => (options.LeaseDuration, options.CallTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var accepted = new ConcurrentBag<JobId>();
        Task[] clients =
        [
            .. Enumerable.Range(0, 4).Select(_ => ProduceAsync(queue, accepted, stop.Token)),
            .. Enumerable.Range(0, 4).Select(worker => ConsumeAsync(queue, $"gpu-{worker}", stop.Token)),
        ];

        for (var kill = 1; kill <= 3; kill++)
        {
            var enough = kill * 100;
            await Eventually.HoldsAsync(() => Task.FromResult(accepted.Count >= enough));
            await _redis.KillAsync();
            await _redis.RestartAsync();
        }

        await Eventually.HoldsAsync(() => Task.FromResult(accepted.Count >= 500));
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await DrainAsync(queue);

        var jobs = await queue.Jobs.FindManyAsync([.. accepted], Cancel);
        Assert.Equal(accepted.Count, jobs.Count);
        Assert.All(jobs, job => Assert.Equal(JobState.Succeeded, job.State));
        var counts = await queue.Jobs.CountAsync(Cancel);
        Assert.Equal((0, 0), (counts.Queued, counts.Active));
        var images = (await queue.LoggedAsync()).Where(logged => logged.Kind == StudioEventKind.Image).Select(logged => logged.JobId).ToList();
        Assert.Equal(images.Count, images.Distinct().Count());
        Assert.Equal(counts.Succeeded, images.Count);
    }

    [Fact]
    public async Task A_lease_that_ran_out_only_because_redis_was_away_gets_another_term()
    {
        await using var queue = new TestQueue(_redis, options => options.LeaseDuration = TimeSpan.FromSeconds(3));
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await queue.Jobs.RecoverExpiredAsync(10, Cancel);

        await _redis.KillAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(queue.Time.GetUtcNow() > lease.Job.LeaseExpiresAt));
        await _redis.RestartAsync();

        var recovery = await Eventually.GetAsync(() => TryAsync(() => queue.Jobs.RecoverExpiredAsync(10, Cancel)));
        Assert.Equal(1, recovery.Prolonged);
        Assert.Empty(recovery.Taken);
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.RenewAsync(lease, Cancel));
    }

    [Fact]
    public async Task A_recovery_that_redis_carries_out_only_when_it_wakes_takes_nothing_from_workers_that_had_to_wait_too()
    {
        await using var queue = new TestQueue(_redis, options => options.LeaseDuration = TimeSpan.FromSeconds(1.5));
        await queue.AddGroupAsync(2);
        var over = await queue.ClaimAsync();
        await queue.Jobs.RecoverExpiredAsync(10, Cancel);
        var nearlyOver = await queue.ClaimAsync();

        await _redis.FreezeAsync();
        var recovering = queue.Jobs.RecoverExpiredAsync(10, Cancel);
        await Eventually.HoldsAsync(() => Task.FromResult(queue.Time.GetUtcNow() > over.Job.LeaseExpiresAt));
        await _redis.ThawAsync();

        var recovery = await recovering;
        Assert.Equal(2, recovery.Prolonged);
        Assert.Empty(recovery.Taken);
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.RenewAsync(over, Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.RenewAsync(nearlyOver, Cancel));
    }

    [Fact]
    public async Task While_redis_is_away_calls_say_so_and_afterwards_everything_goes_on_by_itself()
    {
        using var patience = Patience();
        await using var queue = new TestQueue(_redis, options => options.PollInterval = TimeSpan.FromSeconds(2));
        await queue.AddAsync();
        var seen = await queue.Events.LastIdAsync(Cancel);
        await using var follower = queue.Events.FollowAsync(seen, patience.Token).GetAsyncEnumerator(Cancel);
        await using var wakes = queue.Jobs.WatchWakesAsync(patience.Token).GetAsyncEnumerator(Cancel);
        Assert.True(await wakes.MoveNextAsync());
        var followed = follower.MoveNextAsync();
        Assert.Null(await queue.Get<JobsHealth>().CheckAsync(Cancel));

        await _redis.KillAsync();
        await Assert.ThrowsAsync<JobStoreUnavailableException>(() => queue.Jobs.CountAsync(Cancel));
        Assert.NotNull(await queue.Get<JobsHealth>().CheckAsync(Cancel));

        await _redis.RestartAsync();
        var spec = await Eventually.GetAsync(() => TryAsync(() => queue.AddAsync()));
        Assert.True(await followed);
        Assert.Equal(spec.Id, follower.Current.JobId);
        await HearAsync(queue, wakes);
    }

    [Fact]
    public async Task A_subscription_that_the_client_has_let_go_of_comes_back()
    {
        using var patience = Patience();
        await using var queue = new TestQueue(_redis, options => options.PollInterval = TimeSpan.FromMilliseconds(100));
        await using var wakes = queue.Jobs.WatchWakesAsync(patience.Token).GetAsyncEnumerator(Cancel);
        await HearAsync(queue, wakes);

        await queue.Get<RedisConnection>().CallAsync(LetGoAsync, Cancel);

        await HearAsync(queue, wakes);

        static async Task<bool> LetGoAsync(IDatabaseAsync database)
        {
            await database.Multiplexer.GetSubscriber().UnsubscribeAllAsync();
            return true;
        }
    }

    [Fact]
    public async Task A_server_that_hangs_is_away_after_the_time_limit_and_back_when_it_answers()
    {
        await using var queue = new TestQueue(_redis, options => options.CallTimeout = TimeSpan.FromMilliseconds(500));
        var spec = queue.Spec();
        await Eventually.GetAsync(() => TryAsync(() => queue.AddAsync()));

        await _redis.FreezeAsync();
        await Assert.ThrowsAsync<JobStoreUnavailableException>(() => queue.AddAsync([spec]));
        await _redis.ThawAsync();

        // Whether the call that was given up has happened or not, its repeat makes it exactly one job.
        await Eventually.GetAsync(() => TryAsync(() => queue.AddAsync([spec])));
        Assert.Equal(2, (await queue.Jobs.CountAsync(Cancel)).Queued);
    }

    [Theory]
    [InlineData(typeof(ConnectionMultiplexer), true)]
    [InlineData(typeof(JobQueue), false)]
    public async Task When_the_client_trips_over_a_lost_connection_redis_is_away(Type culprit, bool isAway)
    {
        await using var queue = new TestQueue(_redis);
        var tripped = Activator.CreateInstance<NullReferenceException>();
        tripped.Source = culprit.Assembly.GetName().Name;

        var exception = await Record.ExceptionAsync(() => queue.Get<RedisConnection>().CallAsync(_ => Task.FromException<bool>(tripped), Cancel));

        Assert.Equal(isAway, exception is JobStoreUnavailableException);
        Assert.Same(tripped, isAway ? exception!.InnerException : exception);
    }

    [Fact]
    public async Task A_process_that_starts_before_redis_finds_it_later()
    {
        using var patience = Patience();
        await _redis.KillAsync();
        await using var queue = new TestQueue(_redis, options => options.PollInterval = TimeSpan.FromMilliseconds(100));
        await using var wakes = queue.Jobs.WatchWakesAsync(patience.Token).GetAsyncEnumerator(Cancel);
        Assert.True(await wakes.MoveNextAsync());
        await Assert.ThrowsAsync<JobStoreUnavailableException>(() => queue.Jobs.CountAsync(Cancel));

        await _redis.RestartAsync();
        await Eventually.GetAsync(() => TryAsync(() => queue.AddAsync()));

        await HearAsync(queue, wakes);
    }

    // What is watched ends by this, and with it the test: to leave an enumeration in the middle would hide why.
    private static CancellationTokenSource Patience()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        return patience;
    }

    /// <summary>Adds jobs until one is heard of by its message: not by the reconnect that wakes everybody, and not by a look.</summary>
    private static async Task HearAsync(TestQueue queue, IAsyncEnumerator<QueueWake> wakes)
    {
        do
        {
            await TryAsync(() => queue.AddAsync());
            Assert.True(await wakes.MoveNextAsync());
        }
        while (wakes.Current != QueueWake.Published);
    }

    private static async Task ProduceAsync(TestQueue queue, ConcurrentBag<JobId> accepted, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var spec = queue.Spec();
            if (await TryAsync(() => queue.AddAsync([spec])) is not null) accepted.Add(spec.Id);
            await Task.Yield();
        }
    }

    private static async Task ConsumeAsync(TestQueue queue, string engine, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested) await TryAsync(() => RunOneAsync(queue, engine));
    }

    private static async Task<JobLease?> RunOneAsync(TestQueue queue, string engine)
    {
        if (await queue.TryClaimAsync(engine) is not { } lease) return null;
        if (lease.Job.State == JobState.Leased) await queue.Jobs.SubmittingAsync(lease, "prompt", "instance", Cancel);
        await queue.Jobs.CollectingAsync(lease, wasSeenRunning: true, Cancel);

        // Until it is answered, as a worker does: the repeat must be harmless.
        await Eventually.GetAsync(() => TryAsync(async () => (object)await queue.Jobs.CompleteAsync(lease, [TestQueue.Picture], null, Cancel)));
        return lease;
    }

    /// <summary>Plays the rest to its end: recovers what lost its worker, and lets each engine settle its own.</summary>
    private static Task DrainAsync(TestQueue queue) => Eventually.HoldsAsync(async () =>
    {
        await queue.Jobs.RecoverExpiredAsync(100, Cancel);
        foreach (var worker in Enumerable.Range(0, 4))
        {
            while (await RunOneAsync(queue, $"gpu-{worker}") is not null)
            {
            }
        }

        return await queue.Jobs.CountAsync(Cancel) is { Queued: 0, Active: 0 };
    });

    private static async Task<T?> TryAsync<T>(Func<Task<T>> call)
        where T : class?
    {
        try
        {
            return await call();
        }
        catch (JobStoreUnavailableException)
        {
            return null;
        }
    }
}
