using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class CancelTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queued_job_ends_at_once()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();

        var job = await queue.Jobs.CancelAsync(spec.Id, Cancel);

        Assert.Equal(JobState.Cancelled, job?.State);
        Assert.Null(await queue.TryClaimAsync());
        Assert.Equal(1, (await queue.Jobs.CountAsync(Cancel)).Cancelled);
    }

    [Fact]
    public async Task A_job_that_waits_for_its_retry_ends_at_once()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();
        await RetryLaterAsync(queue, await queue.ClaimAsync(), TimeSpan.FromMinutes(1));

        Assert.Equal(JobState.Cancelled, (await queue.Jobs.CancelAsync(spec.Id, Cancel))?.State);
        Assert.False(await queue.ExistsAsync("delayed"));
    }

    [Theory]
    [InlineData(JobState.Leased)]
    [InlineData(JobState.Submitting)]
    [InlineData(JobState.Submitted)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Collecting)]
    [InlineData(JobState.Unknown)]
    public async Task An_active_job_is_flagged_and_its_worker_is_told_at_the_next_write(JobState state)
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await LeaseTests.BringAsync(queue, lease, state);

        var job = await queue.Jobs.CancelAsync(lease.JobId, Cancel);

        Assert.Equal((state, true), (job?.State, job?.CancelRequested));
        Assert.Equal(LeaseAnswer.CancelRequested, await queue.Jobs.RenewAsync(lease, Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.CancelledAsync(lease, Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.CancelledAsync(lease, Cancel));
        Assert.Equal(JobState.Cancelled, (await queue.FindAsync(lease.JobId)).State);
    }

    [Fact]
    public async Task The_worker_of_an_active_job_is_called_at_once()
    {
        await using var queue = new TestQueue(redis);
        await using var cancels = queue.Jobs.WatchCancelsAsync(Cancel).GetAsyncEnumerator(Cancel);
        var heard = cancels.MoveNextAsync().AsTask();
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();

        // Until the subscription stands a call may be missed; asking again calls again.
        while (await Task.WhenAny(heard, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel)) != heard)
        {
            await queue.Jobs.CancelAsync(lease.JobId, Cancel);
        }

        Assert.True(await heard);
        Assert.Equal(lease.JobId, cancels.Current);
    }

    [Fact]
    public async Task A_job_that_was_never_sent_ends_cancelled_when_its_worker_vanishes()
    {
        await using var queue = new TestQueue(redis, options => options.LeaseDuration = TimeSpan.FromMilliseconds(150));
        var spec = await queue.AddAsync();
        await queue.ClaimAsync();
        await queue.Jobs.CancelAsync(spec.Id, Cancel);

        await LeaseTests.RecoverAsync(queue);

        Assert.Equal(JobState.Cancelled, (await queue.FindAsync(spec.Id)).State);
        Assert.Null(await queue.TryClaimAsync());
    }

    [Fact]
    public async Task A_job_that_was_sent_goes_to_its_next_owner_with_the_wish_to_cancel()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await LeaseTests.BringAsync(queue, lease, JobState.Running);
        await queue.Jobs.ReleaseAsync(lease, Cancel);

        await queue.Jobs.CancelAsync(lease.JobId, Cancel);

        var next = await queue.ClaimAsync();
        Assert.Equal((JobState.Unknown, true), (next.Job.State, next.Job.CancelRequested));
    }

    [Fact]
    public async Task A_failure_that_would_be_tried_again_ends_a_cancelled_job()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await queue.Jobs.CancelAsync(lease.JobId, Cancel);

        await RetryLaterAsync(queue, lease, TimeSpan.Zero);

        Assert.Equal(JobState.Cancelled, (await queue.FindAsync(lease.JobId)).State);
    }

    [Fact]
    public async Task A_picture_that_is_stored_before_the_cancel_is_heard_counts()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await queue.Jobs.CancelAsync(lease.JobId, Cancel);

        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.CompleteAsync(lease, [TestQueue.Picture], null, Cancel));

        Assert.Equal(JobState.Succeeded, (await queue.FindAsync(lease.JobId)).State);
    }

    [Fact]
    public async Task An_ended_job_stays_as_it_is_and_an_unknown_id_is_null()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await queue.Jobs.CompleteAsync(lease, [], null, Cancel);

        Assert.Equal(JobState.Succeeded, (await queue.Jobs.CancelAsync(lease.JobId, Cancel))?.State);
        Assert.Null(await queue.Jobs.CancelAsync(JobId.New(queue.Time), Cancel));
    }

    private static Task<LeaseAnswer> RetryLaterAsync(TestQueue queue, JobLease lease, TimeSpan delay) => queue.Jobs.FailAsync(
        lease, new JobFailure(FailureClass.EngineGone, "Gone."), new FailureOutcome.Retry(delay), Cancel);
}
