using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class EnqueueTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_goes_from_the_request_to_the_stored_picture()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();

        var lease = await queue.ClaimAsync();
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.SubmittingAsync(lease, "prompt-1", "instance-1", Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.SubmittedAsync(lease, Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.RunningAsync(lease, Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.CollectingAsync(lease, wasSeenRunning: true, Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.CompleteAsync(lease, [TestQueue.Picture], null, Cancel));

        var job = await queue.FindAsync(spec.Id);
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal([TestQueue.Picture], job.Outputs);
        Assert.Equal("prompt-1", job.PromptId);
        Assert.Equal("instance-1", job.EngineInstance);
        Assert.Equal("gpu-1", job.EngineId);
        Assert.NotNull(job.StartedAt);
        Assert.NotNull(job.EndedAt);
        Assert.Equal(new QueueCounts(0, 0, 1, 0, 0, 0), await queue.Jobs.CountAsync(Cancel));
        Assert.Null(await queue.TryClaimAsync());
    }

    [Fact]
    public async Task What_was_asked_for_is_read_back_as_it_was_written()
    {
        await using var queue = new TestQueue(redis);
        var spec = queue.Spec() with
        {
            Inputs = [new JobInput("10", "image", "in/cat.png", "beef")],
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            Priority = 3,
        };
        await queue.AddAsync([spec]);

        var read = (await queue.FindAsync(spec.Id)).Spec;
        Assert.Equal(spec.Graph.GetRawText(), read.Graph.GetRawText());
        Assert.Equal(spec.Inputs, read.Inputs);
        Assert.Equal(spec.Requirements.Models, read.Requirements.Models);
        Assert.Equal(spec.TraceParent, read.TraceParent);
        Assert.Equal(3, read.Priority);
        Assert.Equal(spec.CreatedAt, read.CreatedAt);
    }

    [Fact]
    public async Task The_same_idempotency_key_answers_with_the_first_result_again()
    {
        await using var queue = new TestQueue(redis);
        var first = await queue.AddAsync([queue.Spec()], new Idempotency("key", "same"));

        var second = await queue.AddAsync([queue.Spec()], new Idempotency("key", "same"));

        Assert.False(first.Replayed);
        Assert.True(second.Replayed);
        Assert.Equal(first.GroupId, second.GroupId);
        Assert.Equal(first.Jobs, second.Jobs);
        Assert.Equal(1, (await queue.Jobs.CountAsync(Cancel)).Queued);
    }

    [Fact]
    public async Task The_same_idempotency_key_with_another_request_is_a_conflict_and_stores_nothing()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync([queue.Spec()], new Idempotency("key", "one"));

        var second = await queue.AddAsync([queue.Spec()], new Idempotency("key", "other"));

        Assert.True(second.Conflict);
        Assert.False(second.Replayed);
        Assert.Equal(1, (await queue.Jobs.CountAsync(Cancel)).Queued);
    }

    [Fact]
    public async Task A_group_sent_again_after_a_lost_answer_is_stored_once()
    {
        await using var queue = new TestQueue(redis);
        JobSpec[] specs = [queue.Spec()];
        await queue.AddAsync(specs);

        var again = await queue.AddAsync(specs);

        Assert.True(again.Replayed);
        Assert.Equal([specs[0].Id], again.Jobs);
        Assert.Equal(1, (await queue.Jobs.CountAsync(Cancel)).Queued);
    }

    [Fact]
    public async Task A_large_group_is_stored_whole_and_in_order()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(1001);

        var group = await queue.Jobs.FindGroupAsync(specs[0].GroupId, Cancel);
        Assert.NotNull(group);
        Assert.Equal(specs.Select(spec => spec.Id), group.Jobs);
        Assert.Equal(1001, (await queue.Jobs.CountAsync(Cancel)).Queued);
        Assert.Equal(specs[0].Id, (await queue.ClaimAsync()).JobId);
    }
}
