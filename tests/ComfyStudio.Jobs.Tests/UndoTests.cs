using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class UndoTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_of_one_owner_is_cancelled_and_what_waited_comes_back_to_its_place()
    {
        await using var queue = new TestQueue(redis);
        var running = await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        var waiting = await queue.AddGroupAsync(700);
        var other = await queue.AddAsync(owner: "somebody else");

        var result = await queue.Jobs.CancelManyAsync(new CancelScope("local"), Cancel);

        Assert.Equal((700, 1), (result.Cancelled, result.Stopping));
        Assert.True((await queue.FindAsync(running.Id)).CancelRequested);
        Assert.Equal(other.Id, (await queue.ClaimAsync()).JobId);
        Assert.Equal(700, await queue.Jobs.UndoCancelAsync(result.UndoId!, "local", Cancel));
        Assert.Equal(waiting.Select(spec => spec.Id), await queue.WaitingAsync());
        Assert.Null(await queue.Jobs.UndoCancelAsync(result.UndoId!, "local", Cancel));
        Assert.Equal(waiting[0].Id, (await queue.ClaimAsync()).JobId);
        Assert.Equal(lease.JobId, running.Id);
    }

    [Fact]
    public async Task The_rest_of_a_group_leaves_what_runs_alone()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(3);
        var untouched = await queue.AddAsync();
        await queue.ClaimAsync();

        var result = await queue.Jobs.CancelManyAsync(new CancelScope("local") { GroupId = specs[0].GroupId, WaitingOnly = true }, Cancel);

        Assert.Equal((2, 0), (result.Cancelled, result.Stopping));
        Assert.False((await queue.FindAsync(specs[0].Id)).CancelRequested);
        Assert.Equal([untouched.Id], await queue.WaitingAsync());
    }

    [Fact]
    public async Task A_single_cancel_is_taken_back_under_the_job_s_own_id()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync(TestQueue.Sd15);
        var cancelled = await queue.Jobs.CancelAsync(spec.Id, Cancel);

        Assert.NotNull(cancelled?.UndoUntil);
        Assert.Equal(1, await queue.Jobs.UndoCancelAsync(spec.Id.ToString(), "local", Cancel));

        var job = await queue.FindAsync(spec.Id);
        Assert.Equal((JobState.Queued, false, null, null), (job.State, job.CancelRequested, job.UndoUntil, job.EndedAt));
        Assert.Equal(TestQueue.Sd15.Models, (await queue.Jobs.ReadyAsync("gpu-1", Cancel))[0].Requirements.Models);
        Assert.Equal(new QueueCounts(1, 0, 0, 0, 0, 0), await queue.Jobs.CountAsync(Cancel));
    }

    [Fact]
    public async Task Nobody_takes_back_what_another_owner_cancelled_nor_cancels_it()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();

        Assert.Equal(0, (await queue.Jobs.CancelManyAsync(new CancelScope("somebody else") { Jobs = [spec.Id] }, Cancel)).Cancelled);
        await queue.Jobs.CancelAsync(spec.Id, Cancel);
        Assert.Null(await queue.Jobs.UndoCancelAsync(spec.Id.ToString(), "somebody else", Cancel));
        Assert.Equal(JobState.Cancelled, (await queue.FindAsync(spec.Id)).State);
    }

    [Fact]
    public async Task A_job_that_is_tried_again_since_does_not_come_back_as_well()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();
        await queue.Jobs.CancelAsync(spec.Id, Cancel);
        await queue.Jobs.RetryAsync(spec.Id, queue.Spec(), Cancel);

        Assert.Null(await queue.Jobs.UndoCancelAsync(spec.Id.ToString(), "local", Cancel));
        Assert.Single(await queue.WaitingAsync());
    }

    [Fact]
    public async Task A_group_ends_once_with_its_last_job_and_again_after_an_undo()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(2);
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        Assert.Equal(0, await EndsAsync(queue));

        await queue.Jobs.CancelAsync(specs[1].Id, Cancel);
        Assert.Equal(1, await EndsAsync(queue));
        Assert.Equal(new QueueCounts(0, 0, 1, 0, 0, 1), await queue.Jobs.CountAsync(specs[0].GroupId, Cancel));

        await queue.Jobs.UndoCancelAsync(specs[1].Id.ToString(), "local", Cancel);
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        Assert.Equal(2, await EndsAsync(queue));
    }

    [Fact]
    public async Task Ended_jobs_are_cleared_but_for_failed_ones_and_those_that_can_still_come_back()
    {
        await using var queue = new TestQueue(redis);
        var (done, failed, cancelled) = (await queue.AddAsync(), await queue.AddAsync(), await queue.AddAsync());
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        await queue.Jobs.FailAsync(await queue.ClaimAsync(), new JobFailure(FailureClass.NodeError, "?"), new FailureOutcome.Fail(), Cancel);
        await queue.Jobs.CancelAsync(cancelled.Id, Cancel);
        var waiting = await queue.AddAsync();

        Assert.Equal(0, await queue.Jobs.ClearEndedAsync("somebody else", failedToo: true, Cancel));
        Assert.Equal(1, await queue.Jobs.ClearEndedAsync("local", failedToo: false, Cancel));

        Assert.Null(await queue.Jobs.FindAsync(done.Id, Cancel));
        Assert.NotNull(await queue.Jobs.FindAsync(failed.Id, Cancel));
        Assert.NotNull(await queue.Jobs.FindAsync(waiting.Id, Cancel));
        Assert.Equal(1, await queue.Jobs.UndoCancelAsync(cancelled.Id.ToString(), "local", Cancel));
        Assert.Equal(1, await queue.Jobs.ClearEndedAsync("local", failedToo: true, Cancel));
    }

    [Fact]
    public async Task Failed_jobs_are_listed_until_they_are_tried_again()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(2);
        for (var i = 0; i < 2; i++)
            await queue.Jobs.FailAsync(await queue.ClaimAsync(), new JobFailure(FailureClass.Internal, "?"), new FailureOutcome.Park(), Cancel);
        await queue.Jobs.RetryAsync(specs[0].Id, queue.Spec(), Cancel);

        var parked = await queue.Jobs.ListFailedAsync("local", specs[0].GroupId, [JobState.Parked, JobState.Failed], 10, Cancel);

        Assert.Equal(specs[1].Id, Assert.Single(parked).Id);
        Assert.Empty(await queue.Jobs.ListFailedAsync("local", null, [JobState.Failed], 10, Cancel));
    }

    private static async Task<int> EndsAsync(TestQueue queue) =>
        (await queue.LoggedAsync()).Count(happened => happened.Kind is StudioEventKind.Group);
}
