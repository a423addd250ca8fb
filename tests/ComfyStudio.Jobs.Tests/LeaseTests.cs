using System.Text.Json;
using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class LeaseTests(RedisServer redis)
{
    private static readonly Action<JobsOptions> ShortLease = options => options.LeaseDuration = TimeSpan.FromMilliseconds(150);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_that_wakes_late_can_write_nothing()
    {
        await using var queue = new TestQueue(redis, ShortLease);
        var spec = await queue.AddAsync();
        var late = await queue.ClaimAsync(worker: "late");
        await queue.Jobs.SubmittingAsync(late, "prompt-1", "instance-1", Cancel);
        await RecoverAsync(queue);
        var lease = await queue.ClaimAsync(worker: "next");
        var before = await queue.FindAsync(spec.Id);

        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.RenewAsync(late, Cancel));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.SubmittingAsync(late, "prompt-2", "instance-1", Cancel));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.SubmittedAsync(late, Cancel));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.RunningAsync(late, Cancel));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.UnknownAsync(late, "?", Cancel));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.CollectingAsync(late, wasSeenRunning: true, Cancel));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.CompleteAsync(late, [TestQueue.Picture], null, Cancel));
        Assert.Equal(LeaseAnswer.Lost, await FailAsync(queue, late));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.CancelledAsync(late, Cancel));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.ReleaseAsync(late, Cancel));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.GiveBackAsync(late, Cancel));
        await queue.Jobs.ProgressAsync(late, new JobProgress("3", "KSampler", 1, 20, 0.1), Cancel);
        await queue.Jobs.PreviewAsync(late, new byte[] { 1 }, "image/png", Cancel);

        Assert.Equal(Written(before), Written(await queue.FindAsync(spec.Id)));
        Assert.Equal(2, lease.Fence);
    }

    [Fact]
    public async Task A_worker_whose_job_was_recovered_has_lost_it_before_anybody_claims_it()
    {
        await using var queue = new TestQueue(redis, ShortLease);
        await queue.AddAsync();
        var late = await queue.ClaimAsync();
        await RecoverAsync(queue);

        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.RenewAsync(late, Cancel));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.CompleteAsync(late, [TestQueue.Picture], null, Cancel));
    }

    [Fact]
    public async Task A_job_that_its_engine_surely_does_not_have_takes_its_old_place_for_any_engine()
    {
        await using var queue = new TestQueue(redis);
        var (first, second) = (await queue.AddAsync(), await queue.AddAsync());
        var lease = await queue.ClaimAsync(engine: "gpu-1");
        await queue.Jobs.SubmittingAsync(lease, "prompt-1", "instance-1", Cancel);
        await queue.Jobs.SubmittedAsync(lease, Cancel);

        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.GiveBackAsync(lease, Cancel));

        var back = await queue.FindAsync(first.Id);
        Assert.Equal((JobState.Queued, null, null), (back.State, back.PromptId, back.EngineId));
        Assert.Empty(back.Failures);
        Assert.Equal(first.Id, (await queue.ClaimAsync(engine: "gpu-2")).JobId);
        Assert.Equal(second.Id, (await queue.ClaimAsync(engine: "gpu-2")).JobId);
    }

    [Fact]
    public async Task A_claimed_job_that_was_never_sent_returns_to_the_queue_when_its_lease_ends()
    {
        await using var queue = new TestQueue(redis, ShortLease);
        var spec = await queue.AddAsync();
        await queue.ClaimAsync();

        Assert.Equal([spec.Id], await RecoverAsync(queue));

        var job = await queue.FindAsync(spec.Id);
        Assert.Equal(JobState.Queued, job.State);
        Assert.Null(job.EngineId);
        Assert.Equal(FailureClass.WorkerLost, Assert.Single(job.Failures).Class);
        Assert.Equal(JobState.Leased, (await queue.ClaimAsync("gpu-2")).Job.State);
    }

    [Theory]
    [InlineData(JobState.Submitting)]
    [InlineData(JobState.Submitted)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Collecting)]
    [InlineData(JobState.Unknown)]
    public async Task A_job_that_was_sent_comes_back_as_unknown_with_its_prompt_id_and_only_to_its_engine(JobState state)
    {
        await using var queue = new TestQueue(redis, ShortLease);
        var spec = await queue.AddAsync();
        await BringAsync(queue, await queue.ClaimAsync(), state);
        await RecoverAsync(queue);
        var newer = await queue.AddAsync(priority: 0);

        var ready = await queue.Jobs.ReadyAsync("gpu-1", Cancel);
        Assert.Equal("gpu-1", ready[0].Requirements.EngineId);
        Assert.Equal(newer.Id, (await queue.TryClaimAsync("gpu-2"))?.JobId);
        Assert.Null(await queue.TryClaimAsync("gpu-2"));

        var lease = await queue.ClaimAsync("gpu-1", "worker-2");
        Assert.Equal(spec.Id, lease.JobId);
        Assert.Equal(JobState.Unknown, lease.Job.State);
        Assert.Equal(("prompt-1", "instance-1"), (lease.Job.PromptId, lease.Job.EngineInstance));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.CollectingAsync(lease, wasSeenRunning: true, Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.CompleteAsync(lease, [TestQueue.Picture], null, Cancel));
    }

    [Fact]
    public async Task What_was_stored_so_soon_that_nobody_noted_it_was_collected_all_the_same()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await BringAsync(queue, lease, JobState.Running);

        await queue.Jobs.CompleteAsync(lease, [TestQueue.Picture], null, Cancel);

        var job = await queue.FindAsync(lease.JobId);
        Assert.True(job.StartedAt <= job.CollectingAt && job.CollectingAt <= job.EndedAt);
    }

    [Fact]
    public async Task A_confirmation_renews_only_a_lease_that_would_end_soon()
    {
        await using var queue = new TestQueue(redis, options => options.LeaseDuration = TimeSpan.FromSeconds(5));
        var spec = await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        var first = (await queue.FindAsync(spec.Id)).LeaseExpiresAt;

        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.ConfirmAsync(lease, Cancel));
        Assert.Equal(first, (await queue.FindAsync(spec.Id)).LeaseExpiresAt);

        var later = await Eventually.GetAsync(async () =>
        {
            Assert.Equal(LeaseAnswer.Held, await queue.Jobs.ConfirmAsync(lease, Cancel));
            return await queue.FindAsync(spec.Id) is { } job && job.LeaseExpiresAt > first ? job : null;
        });
        Assert.Equal(JobState.Leased, later.State);
    }

    [Fact]
    public async Task A_confirmation_tells_of_a_cancel_and_of_a_lease_that_was_lost()
    {
        await using var queue = new TestQueue(redis, ShortLease);
        var spec = await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await BringAsync(queue, lease, JobState.Running);

        await queue.Jobs.CancelAsync(spec.Id, Cancel);
        Assert.Equal(LeaseAnswer.CancelRequested, await queue.Jobs.ConfirmAsync(lease, Cancel));
        await RecoverAsync(queue);
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.ConfirmAsync(lease, Cancel));
        await queue.ClaimAsync();
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.ConfirmAsync(lease, Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_whose_beginning_nobody_wrote_began_when_it_was_seen_to_be_over(bool wasSeenRunning)
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await BringAsync(queue, lease, JobState.Submitting);

        await queue.Jobs.CollectingAsync(lease, wasSeenRunning, Cancel);

        var job = await queue.FindAsync(lease.JobId);
        Assert.Equal(wasSeenRunning, job.StartedAt is not null);
        Assert.Equal(wasSeenRunning, job.SubmittedAt is not null);
        Assert.NotNull(job.CollectingAt);
    }

    [Fact]
    public async Task What_must_be_settled_comes_before_everything_new_on_its_engine()
    {
        await using var queue = new TestQueue(redis, ShortLease);
        var spec = await queue.AddAsync(priority: 9);
        await BringAsync(queue, await queue.ClaimAsync(), JobState.Running);
        await queue.AddAsync(priority: 0);
        await RecoverAsync(queue);

        Assert.Equal(spec.Id, (await queue.ClaimAsync()).JobId);
    }

    [Fact]
    public async Task A_renewed_lease_is_not_recovered()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();

        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.RenewAsync(lease, Cancel));
        Assert.Empty((await queue.Jobs.RecoverExpiredAsync(10, Cancel)).Taken);
    }

    [Fact]
    public async Task A_job_that_may_be_on_the_engine_cannot_be_sent_again_unsettled()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await queue.Jobs.SubmittingAsync(lease, "prompt-1", "instance-1", Cancel);

        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.SubmittingAsync(lease, "prompt-1", "instance-1", Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.Jobs.SubmittingAsync(lease, "prompt-2", "instance-1", Cancel));

        await queue.Jobs.UnknownAsync(lease, "The answer was lost.", Cancel);
        Assert.Equal("The answer was lost.", (await queue.FindAsync(lease.JobId)).UnknownReason);
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.SubmittingAsync(lease, "prompt-2", "instance-2", Cancel));
        Assert.Equal("prompt-2", (await queue.FindAsync(lease.JobId)).PromptId);
    }

    [Fact]
    public async Task News_that_comes_late_does_not_turn_a_job_back()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await BringAsync(queue, lease, JobState.Collecting);

        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.RunningAsync(lease, Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.SubmittedAsync(lease, Cancel));

        Assert.Equal(JobState.Collecting, (await queue.FindAsync(lease.JobId)).State);
    }

    [Fact]
    public async Task A_job_under_which_its_workers_die_again_and_again_is_parked_with_the_evidence()
    {
        await using var queue = new TestQueue(redis, ShortLease);
        var spec = await queue.AddAsync();

        for (var life = 1; life <= 10; life++)
        {
            await queue.ClaimAsync();
            await RecoverAsync(queue);
        }

        var job = await queue.FindAsync(spec.Id);
        Assert.Equal((JobState.Parked, 10), (job.State, job.Failures.Count));
        Assert.All(job.Failures, failure => Assert.Equal(FailureClass.WorkerLost, failure.Class));
    }

    [Fact]
    public async Task A_worker_that_shuts_down_hands_back_what_it_holds()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddGroupAsync(2);
        var unsent = await queue.ClaimAsync();
        var sent = await queue.ClaimAsync();
        await BringAsync(queue, sent, JobState.Running);

        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.ReleaseAsync(unsent, Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.ReleaseAsync(sent, Cancel));

        Assert.Equal(JobState.Queued, (await queue.FindAsync(unsent.JobId)).State);
        Assert.Empty((await queue.FindAsync(unsent.JobId)).Failures);
        var unknown = await queue.FindAsync(sent.JobId);
        Assert.Equal((JobState.Unknown, "prompt-1", "gpu-1"), (unknown.State, unknown.PromptId, unknown.EngineId));
        Assert.Equal(LeaseAnswer.Lost, await queue.Jobs.RenewAsync(sent, Cancel));
    }

    [Fact]
    public async Task Jobs_of_an_engine_that_is_gone_for_good_run_elsewhere()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddGroupAsync(2);
        var sent = await queue.ClaimAsync();
        await BringAsync(queue, sent, JobState.Submitted);
        var running = await queue.ClaimAsync();
        await BringAsync(queue, running, JobState.Running);
        await queue.Jobs.ReleaseAsync(sent, Cancel);
        await queue.Jobs.ReleaseAsync(running, Cancel);

        var moved = await AbandonAsync(queue);

        Assert.Equal([sent.JobId, running.JobId], moved);
        var again = await queue.ClaimAsync("gpu-2");
        Assert.Equal(JobState.Leased, again.Job.State);
        Assert.Null(again.Job.PromptId);
        Assert.Equal(FailureClass.EngineGone, Assert.Single(again.Job.Failures).Class);
        Assert.Equal(0, again.Job.EngineDeaths);
        Assert.Equal(1, (await queue.FindAsync(running.JobId)).EngineDeaths);
        Assert.Empty(await AbandonAsync(queue));
    }

    [Fact]
    public async Task A_job_whose_engine_died_twice_under_it_is_parked_with_the_evidence()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();
        for (var death = 0; death < 2; death++)
        {
            var lease = await queue.ClaimAsync();
            await BringAsync(queue, lease, JobState.Running);
            await queue.Jobs.ReleaseAsync(lease, Cancel);
            await AbandonAsync(queue);
        }

        var job = await queue.FindAsync(spec.Id);
        Assert.Equal(JobState.Parked, job.State);
        Assert.Equal(2, job.EngineDeaths);
        Assert.Equal(2, job.Failures.Count);
        Assert.Equal(1, (await queue.Jobs.CountAsync(Cancel)).Parked);
    }

    [Fact]
    public async Task A_job_that_a_worker_still_holds_is_not_abandoned()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await BringAsync(queue, lease, JobState.Unknown);

        Assert.Empty(await AbandonAsync(queue));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.RenewAsync(lease, Cancel));
    }

    private static string Written(Job job) => JsonSerializer.Serialize(job, JsonSerializerOptions.Web);

    internal static async Task BringAsync(TestQueue queue, JobLease lease, JobState state)
    {
        if (state >= JobState.Submitting) await queue.Jobs.SubmittingAsync(lease, "prompt-1", "instance-1", Cancel);
        if (state >= JobState.Submitted) await queue.Jobs.SubmittedAsync(lease, Cancel);
        if (state >= JobState.Running) await queue.Jobs.RunningAsync(lease, Cancel);
        if (state == JobState.Collecting) await queue.Jobs.CollectingAsync(lease, wasSeenRunning: true, Cancel);
        if (state == JobState.Unknown) await queue.Jobs.UnknownAsync(lease, "The socket was silent.", Cancel);
    }

    internal static Task<IReadOnlyList<JobId>> RecoverAsync(TestQueue queue) =>
        Eventually.GetAsync<IReadOnlyList<JobId>>(async () => await queue.Jobs.RecoverExpiredAsync(10, Cancel) is { Taken: { Count: > 0 } ids } ? ids : null);

    private static Task<IReadOnlyList<JobId>> AbandonAsync(TestQueue queue) => queue.Jobs.AbandonEngineAsync(
        "gpu-1", new JobFailure(FailureClass.EngineGone, "The engine did not come back."), 2, Cancel);

    private static Task<LeaseAnswer> FailAsync(TestQueue queue, JobLease lease) =>
        queue.Jobs.FailAsync(lease, new JobFailure(FailureClass.Internal, "?"), new FailureOutcome.Fail(), Cancel);
}
