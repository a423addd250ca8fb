using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class EventTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_tells_a_job_s_life_in_order()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await LeaseTests.BringAsync(queue, lease, JobState.Collecting);
        await queue.Jobs.CompleteAsync(lease, [TestQueue.Picture], null, Cancel);

        var logged = await queue.LoggedAsync();

        Assert.Equal(
            ["Queued", "Leased", "Submitting", "Submitted", "Running", "Collecting", "Image", "Succeeded", "Group"],
            logged.Select(happened => happened.State?.ToString() ?? happened.Kind.ToString()));
        Assert.All(logged, happened => Assert.Equal((spec.GroupId, "local"), (happened.GroupId, happened.Owner)));
        Assert.All(logged.SkipLast(1), happened => Assert.Equal(spec.Id, happened.JobId));
        Assert.Equal((TestQueue.Picture, "gpu-1"), (logged[^3].Output, logged[^3].EngineId));
    }

    [Fact]
    public async Task Following_goes_on_after_the_last_id_that_was_seen()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var seen = await queue.Events.LastIdAsync(Cancel);
        var missed = await queue.AddAsync();
        await using var follower = queue.Events.FollowAsync(seen, Cancel).GetAsyncEnumerator(Cancel);

        Assert.True(await follower.MoveNextAsync());
        Assert.Equal(missed.Id, follower.Current.JobId);

        var next = follower.MoveNextAsync();
        var live = await queue.AddAsync();
        Assert.True(await next);
        Assert.Equal(live.Id, follower.Current.JobId);
        Assert.Equal(await queue.Events.LastIdAsync(Cancel), follower.Current.Id);
    }

    [Fact]
    public async Task An_event_reaches_a_follower_without_waiting_for_the_poll()
    {
        await using var queue = new TestQueue(redis, options => options.PollInterval = TimeSpan.FromMinutes(1));
        await using var follower = queue.Events.FollowAsync("0-0", Cancel).GetAsyncEnumerator(Cancel);
        await queue.AddAsync();
        Assert.True(await follower.MoveNextAsync());

        var next = follower.MoveNextAsync().AsTask();
        await queue.AddAsync();

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
    }

    [Fact]
    public async Task A_follower_that_was_away_for_too_long_is_told_of_the_gap_and_goes_on_from_now()
    {
        await using var queue = new TestQueue(redis, options => options.EventLogLength = 10);
        await queue.AddAsync();
        var seen = await queue.Events.LastIdAsync(Cancel);
        await queue.AddGroupAsync(500);
        await using var follower = queue.Events.FollowAsync(seen, Cancel).GetAsyncEnumerator(Cancel);

        Assert.True(await follower.MoveNextAsync());
        Assert.Equal(StudioEventKind.Gap, follower.Current.Kind);
        Assert.Equal(await queue.Events.LastIdAsync(Cancel), follower.Current.Id);

        var next = follower.MoveNextAsync();
        var spec = await queue.AddAsync();
        Assert.True(await next);
        Assert.Equal(spec.Id, follower.Current.JobId);
    }

    [Theory]
    [InlineData("99999999999999-0")]
    [InlineData("not an id")]
    public async Task An_id_that_the_log_never_gave_is_a_gap(string lastEventId)
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        await using var follower = queue.Events.FollowAsync(lastEventId, Cancel).GetAsyncEnumerator(Cancel);

        Assert.True(await follower.MoveNextAsync());
        Assert.Equal(StudioEventKind.Gap, follower.Current.Kind);
    }

    [Fact]
    public async Task A_follower_from_before_the_first_event_has_no_gap_until_something_was_dropped()
    {
        await using var queue = new TestQueue(redis, options => options.EventLogLength = 10);
        var origin = await queue.Events.LastIdAsync(Cancel);
        var spec = await queue.AddAsync();
        await using (var early = queue.Events.FollowAsync(origin, Cancel).GetAsyncEnumerator(Cancel))
        {
            Assert.True(await early.MoveNextAsync());
            Assert.Equal(spec.Id, early.Current.JobId);
        }

        await queue.AddGroupAsync(500);
        await using var late = queue.Events.FollowAsync(origin, Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await late.MoveNextAsync());
        Assert.Equal(StudioEventKind.Gap, late.Current.Kind);
    }

    [Fact]
    public async Task Of_hints_a_follower_gets_the_newest_of_each_job_and_the_log_keeps_none()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await using var follower = queue.Events.FollowAsync(await queue.Events.LastIdAsync(Cancel), Cancel).GetAsyncEnumerator(Cancel);
        var next = follower.MoveNextAsync().AsTask();

        // Until the subscription stands a hint may be missed.
        for (var step = 1; !next.IsCompleted; step++)
        {
            await queue.Jobs.ProgressAsync(lease, new JobProgress("3", "KSampler", step, 20, 0.5), Cancel);
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel));
        }

        Assert.True(await next);
        Assert.Equal((StudioEventKind.Progress, (string?)null), (follower.Current.Kind, follower.Current.Id));
        Assert.Equal(0.5, follower.Current.Progress?.Fraction);
        Assert.Equal((lease.JobId, "local"), (follower.Current.JobId, follower.Current.Owner));

        await queue.Jobs.PreviewAsync(lease, new byte[] { 1, (byte)'\n', 0, 255 }, "image/png", Cancel);
        do Assert.True(await follower.MoveNextAsync());
        while (follower.Current.Kind != StudioEventKind.Preview);
        Assert.Equal([1, (byte)'\n', 0, 255], follower.Current.Preview!.Image.ToArray());
        Assert.Equal("image/png", follower.Current.Preview.ContentType);
        Assert.All(await queue.LoggedAsync(), happened => Assert.Equal(StudioEventKind.Job, happened.Kind));
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_tells_no_progress()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddGroupAsync(2);
        var (lost, held) = (await queue.ClaimAsync(), await queue.ClaimAsync());
        await queue.Jobs.ReleaseAsync(lost, Cancel);
        await using var follower = queue.Events.FollowAsync(await queue.Events.LastIdAsync(Cancel), Cancel).GetAsyncEnumerator(Cancel);
        var next = follower.MoveNextAsync().AsTask();

        // What is published first is heard first, and until the subscription stands none of it is.
        while (!next.IsCompleted)
        {
            await queue.Jobs.ProgressAsync(lost, new JobProgress("3", "KSampler", 1, 20, 0.1), Cancel);
            await queue.Jobs.ProgressAsync(held, new JobProgress("3", "KSampler", 2, 20, 0.2), Cancel);
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel));
        }

        Assert.Equal(held.JobId, follower.Current.JobId);
    }

    [Fact]
    public async Task Who_follows_the_images_hears_of_nothing_else()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        await using var images = queue.Events.FollowImagesAsync("0-0", Cancel).GetAsyncEnumerator(Cancel);
        var next = images.MoveNextAsync().AsTask();

        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [TestQueue.Picture], null, Cancel);

        Assert.True(await next);
        Assert.Equal(StudioEventKind.Image, images.Current.Kind);
        Assert.Equal(TestQueue.Picture, images.Current.Output);
    }

    [Fact]
    public async Task An_idle_worker_is_woken_by_a_new_job()
    {
        await using var queue = new TestQueue(redis, options => options.PollInterval = TimeSpan.FromMinutes(1));
        await using var wakes = queue.Jobs.WatchWakesAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await wakes.MoveNextAsync());
        Assert.Equal(QueueWake.Started, wakes.Current);

        var next = wakes.MoveNextAsync().AsTask();
        await queue.AddAsync();

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        // A connection that broke meanwhile wakes it, too; only its own look would have come too late.
        Assert.NotEqual(QueueWake.Polled, wakes.Current);
    }

    [Fact]
    public async Task A_new_job_is_heard_of_without_waiting_for_the_next_look()
    {
        await using var queue = new TestQueue(redis, options => options.PollInterval = TimeSpan.FromMinutes(1));
        await using var follower = queue.Events.FollowAsync("0-0", Cancel).GetAsyncEnumerator(Cancel);
        var first = await queue.AddAsync();
        Assert.True(await follower.MoveNextAsync());
        Assert.Equal(first.Id, follower.Current.JobId);

        var next = follower.MoveNextAsync().AsTask();
        var second = await queue.AddAsync();

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal(second.Id, follower.Current.JobId);
    }
}
