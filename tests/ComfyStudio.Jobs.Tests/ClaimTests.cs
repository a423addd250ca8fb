using System.Collections.Concurrent;
using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class ClaimTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_claims_nothing_for_an_engine_that_another_one_owns_now()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        await queue.Engines.OwnAsync("gpu-1", "worker-2", TimeSpan.FromMinutes(1), Cancel);

        Assert.Null(await queue.TryClaimAsync("gpu-1", "worker-1"));
        Assert.NotNull(await queue.TryClaimAsync("gpu-1", "worker-2"));
    }

    [Fact]
    public async Task Jobs_are_claimed_by_priority_and_then_by_age_across_classes()
    {
        await using var queue = new TestQueue(redis);
        var last = await queue.AddAsync(TestQueue.Sdxl, priority: 9);
        var third = await queue.AddAsync(TestQueue.Sd15);
        var fourth = await queue.AddAsync(TestQueue.Sdxl);
        var first = await queue.AddAsync(TestQueue.Sd15, priority: 0);
        var second = await queue.AddAsync(TestQueue.Sdxl, priority: 0);

        var claimed = new List<JobId>();
        while (await queue.TryClaimAsync() is { } lease) claimed.Add(lease.JobId);

        Assert.Equal([first.Id, second.Id, third.Id, fourth.Id, last.Id], claimed);
    }

    [Fact]
    public async Task Only_the_classes_that_were_named_are_claimed()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync(TestQueue.Sdxl, priority: 0);
        var mine = await queue.AddAsync(TestQueue.Sd15);
        var ready = await queue.Jobs.ReadyAsync("gpu-1", Cancel);
        var sd15 = ready.Single(waiting => waiting.Requirements.Models.SequenceEqual(TestQueue.Sd15.Models));

        var lease = await queue.Jobs.ClaimAsync(new ClaimRequest("gpu-1", "worker-1", [sd15.Key]), Cancel);

        Assert.Equal(mine.Id, lease?.JobId);
        Assert.Null(await queue.Jobs.ClaimAsync(new ClaimRequest("gpu-1", "worker-1", [sd15.Key, "no-such-class"]), Cancel));
        Assert.Null(await queue.Jobs.ClaimAsync(new ClaimRequest("gpu-1", "worker-1", []), Cancel));
    }

    [Fact]
    public async Task What_waits_is_told_by_requirements_with_the_best_first()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync(TestQueue.Sdxl);
        await queue.AddAsync(TestQueue.Sdxl);
        await queue.AddAsync(TestQueue.Sd15, priority: 1);

        var ready = await queue.Jobs.ReadyAsync("gpu-1", Cancel);

        Assert.Equal([TestQueue.Sd15.Models[0], TestQueue.Sdxl.Models[0]], ready.Select(waiting => waiting.Requirements.Models[0]));
        Assert.Equal([1L, 2L], ready.Select(waiting => waiting.Count));
        Assert.True(ready[0].BestScore < ready[1].BestScore);
    }

    [Fact]
    public async Task A_claim_says_who_has_the_job_and_counts_the_attempt()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();

        var lease = await queue.ClaimAsync("gpu-2", "worker-7");

        Assert.Equal(1, lease.Fence);
        var job = await queue.FindAsync(spec.Id);
        Assert.Equal(JobState.Leased, job.State);
        Assert.Equal(("gpu-2", "worker-7", 1), (job.EngineId, job.WorkerId, job.Attempt));
        Assert.True(job.LeaseExpiresAt > job.LeasedAt);
    }

    [Fact]
    public async Task A_job_that_brings_nothing_gets_its_prompt_id_with_the_claim()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();

        var lease = (await ClaimForAsync(queue, "process-1"))!;

        var job = await queue.FindAsync(spec.Id);
        Assert.Equal(JobState.Submitting, job.State);
        Assert.Equal("process-1", job.EngineInstance);
        Assert.Equal(Guid.Parse(job.PromptId!).ToString("D"), job.PromptId);
        Assert.Equal((job.State, job.PromptId), (lease.Job.State, lease.Job.PromptId));
    }

    [Fact]
    public async Task A_job_with_inputs_gets_its_prompt_id_when_the_engine_has_them()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync([queue.Spec() with { Inputs = [new JobInput("10", "image", "a.png", new string('a', 64))] }]);

        var lease = (await ClaimForAsync(queue, "process-1"))!;

        Assert.Equal((JobState.Leased, null), (lease.Job.State, lease.Job.PromptId));
        await queue.Jobs.SubmittingAsync(lease, "prompt-1", "process-1", Cancel);
        Assert.Equal(JobState.Submitting, (await queue.FindAsync(lease.JobId)).State);
    }

    [Fact]
    public async Task A_job_to_be_settled_keeps_the_prompt_id_of_its_first_claim()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var first = (await ClaimForAsync(queue, "process-1"))!;
        await queue.Jobs.ReleaseAsync(first, Cancel);

        var second = (await ClaimForAsync(queue, "process-2"))!;

        Assert.Equal(JobState.Unknown, second.Job.State);
        Assert.Equal((first.Job.PromptId, "process-1"), (second.Job.PromptId, second.Job.EngineInstance));
    }

    [Fact]
    public async Task A_job_that_was_given_back_gets_another_prompt_id()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var first = (await ClaimForAsync(queue, "process-1"))!;
        await queue.Jobs.GiveBackAsync(first, Cancel);

        var second = (await ClaimForAsync(queue, "process-1"))!;

        Assert.Equal(JobState.Submitting, second.Job.State);
        Assert.NotEqual(first.Job.PromptId, second.Job.PromptId);
    }

    [Fact]
    public async Task Many_claimers_at_once_never_get_the_same_job()
    {
        const int count = 2000;
        await using var queue = new TestQueue(redis);
        await queue.AddGroupAsync(count);
        var ready = await queue.Jobs.ReadyAsync("gpu-1", Cancel);
        var claimed = new ConcurrentBag<JobId>();

        await Parallel.ForAsync(0, 32, Cancel, async (claimer, cancellationToken) =>
        {
            var request = new ClaimRequest($"gpu-{claimer}", $"worker-{claimer}", [.. ready.Select(waiting => waiting.Key)]);
            while (await queue.Jobs.ClaimAsync(request, cancellationToken) is { } lease)
            {
                claimed.Add(lease.JobId);
                Assert.Equal(LeaseAnswer.Held, await queue.Jobs.CompleteAsync(lease, [], null, cancellationToken));
            }
        });

        Assert.Equal(count, claimed.Count);
        Assert.Equal(count, claimed.Distinct().Count());
        Assert.Equal(new QueueCounts(0, 0, count, 0, 0, 0), await queue.Jobs.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_position_counts_the_jobs_that_come_before()
    {
        await using var queue = new TestQueue(redis);
        var taken = await queue.AddAsync();
        var third = await queue.AddAsync(TestQueue.Sdxl);
        var fourth = await queue.AddAsync(TestQueue.Sd15);
        var second = await queue.AddAsync(TestQueue.Sd15, priority: 1);
        await queue.Jobs.CancelAsync(taken.Id, Cancel);
        var first = await queue.AddAsync(TestQueue.Sd15, priority: 0);

        var positions = await queue.Jobs.PositionsAsync([first.Id, second.Id, third.Id, fourth.Id, taken.Id], Cancel);

        Assert.Equal([0, 1, 2, 3], new[] { first, second, third, fourth }.Select(spec => positions[spec.Id]));
        Assert.False(positions.ContainsKey(taken.Id));
    }

    [Fact]
    public async Task A_retry_waits_for_its_time_and_keeps_its_place()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        var failure = new JobFailure(FailureClass.OutOfMemory, "Out of memory.");
        await queue.Jobs.FailAsync(lease, failure, new FailureOutcome.Retry(TimeSpan.FromMilliseconds(300)), Cancel);
        var younger = await queue.AddAsync();

        var waiting = await queue.FindAsync(spec.Id);
        Assert.Equal(JobState.Queued, waiting.State);
        Assert.NotNull(waiting.NotBefore);
        Assert.Equal(0, (await queue.Jobs.PositionsAsync([spec.Id], Cancel))[spec.Id]);
        Assert.DoesNotContain(await queue.Jobs.ReadyAsync("gpu-1", Cancel), ready => ready.Count > 1);

        await Eventually.HoldsAsync(async () => (await queue.Jobs.ReadyAsync("gpu-1", Cancel)).Any(ready => ready.Count == 2));
        var again = await queue.ClaimAsync();
        Assert.Equal(spec.Id, again.JobId);
        Assert.Equal(2, again.Fence);
        Assert.Null(again.Job.NotBefore);
        Assert.Equal(younger.Id, (await queue.ClaimAsync()).JobId);
    }

    [Fact]
    public async Task A_class_is_forgotten_with_its_last_unfinished_job()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        Assert.True(await queue.ExistsAsync("classes"));

        await queue.Jobs.CompleteAsync(lease, [], null, Cancel);

        Assert.False(await queue.ExistsAsync("classes"));
        Assert.False(await queue.ExistsAsync("class-jobs"));
        Assert.False(await queue.ExistsAsync("heads"));
        Assert.False(await queue.ExistsAsync("leases"));
    }

    private static async Task<JobLease?> ClaimForAsync(TestQueue queue, string instance)
    {
        var ready = await queue.Jobs.ReadyAsync("gpu-1", Cancel);
        return await queue.Jobs.ClaimAsync(new ClaimRequest("gpu-1", "worker-1", [.. ready.Select(lane => lane.Key)]) { EngineInstance = instance }, Cancel);
    }
}
