using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class TrimTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_oldest_ended_jobs_are_forgotten_beyond_the_limit_and_others_never()
    {
        await using var queue = new TestQueue(redis, options => options.KeepDone = 2);
        var specs = await queue.AddGroupAsync(6);
        for (var i = 0; i < 4; i++) await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        await queue.ClaimAsync();

        Assert.Equal(2, await queue.Jobs.TrimAsync(Cancel));
        Assert.Equal(0, await queue.Jobs.TrimAsync(Cancel));

        Assert.Null(await queue.Jobs.FindAsync(specs[0].Id, Cancel));
        Assert.Equal(new QueueCounts(1, 1, 2, 0, 0, 0), await queue.Jobs.CountAsync(Cancel));
        Assert.Equal(specs.Skip(2).Select(spec => spec.Id), (await queue.Jobs.FindGroupAsync(specs[0].GroupId, Cancel))?.Jobs);
    }

    [Fact]
    public async Task A_group_goes_with_its_last_job()
    {
        await using var queue = new TestQueue(redis, options => options.KeepFor = TimeSpan.Zero);
        var specs = await queue.AddGroupAsync(1);
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);

        Assert.Equal(1, await queue.Jobs.TrimAsync(Cancel));

        Assert.Null(await queue.Jobs.FindGroupAsync(specs[0].GroupId, Cancel));
        Assert.Empty(await queue.Jobs.ListAsync(new JobFilter([]), null, 10, Cancel));
    }

    [Fact]
    public async Task Dead_letters_have_their_own_limit()
    {
        await using var queue = new TestQueue(redis, options => (options.KeepDone, options.KeepDead) = (0, 1));
        await queue.AddGroupAsync(3);
        for (var i = 0; i < 2; i++)
        {
            await queue.Jobs.FailAsync(
                await queue.ClaimAsync(), new JobFailure(FailureClass.Internal, "?"), new FailureOutcome.Park(), Cancel);
        }

        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        Assert.Equal(2, await queue.Jobs.TrimAsync(Cancel));
        Assert.Equal(new QueueCounts(0, 0, 0, 0, 1, 0), await queue.Jobs.CountAsync(Cancel));
    }

    [Fact]
    public async Task An_idempotency_key_replays_even_when_its_job_is_forgotten()
    {
        await using var queue = new TestQueue(redis, options => options.KeepDone = 0);
        var first = await queue.AddAsync([queue.Spec()], new Idempotency("key", "same"));
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        await queue.Jobs.TrimAsync(Cancel);

        var again = await queue.AddAsync([queue.Spec()], new Idempotency("key", "same"));

        Assert.True(again.Replayed);
        Assert.Equal(first.Jobs, again.Jobs);
    }
}
