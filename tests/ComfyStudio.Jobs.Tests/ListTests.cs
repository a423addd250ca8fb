using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class ListTests(RedisServer redis)
{
    private static readonly JobFilter All = new([]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_without_holes_or_repeats()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(25);
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        await queue.ClaimAsync();

        var listed = new List<JobId>();
        long? before = null;
        while (await queue.Jobs.ListAsync(All, before, 10, Cancel) is { Count: > 0 } page)
        {
            listed.AddRange(page.Select(job => job.Id));
            before = page[^1].Sequence;
        }

        Assert.Equal(specs.Select(spec => spec.Id).Reverse(), listed);
    }

    [Fact]
    public async Task A_list_holds_only_the_states_that_were_asked_for()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(4);
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        await queue.ClaimAsync();

        var queued = await queue.Jobs.ListAsync(new JobFilter([JobState.Queued]), null, 10, Cancel);
        var begun = await queue.Jobs.ListAsync(new JobFilter([JobState.Succeeded, JobState.Leased]), null, 10, Cancel);

        Assert.Equal([specs[3].Id, specs[2].Id], queued.Select(job => job.Id));
        Assert.Equal([specs[1].Id, specs[0].Id], begun.Select(job => job.Id));
    }

    [Fact]
    public async Task A_list_can_be_of_one_group_and_of_one_owner()
    {
        await using var queue = new TestQueue(redis);
        var mine = await queue.AddGroupAsync(3);
        var theirs = queue.Spec() with { Owner = "somebody else" };
        await queue.AddAsync([theirs]);
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);

        var ofGroup = await queue.Jobs.ListAsync(new JobFilter([JobState.Queued], mine[0].GroupId), null, 10, Cancel);
        var ofOwner = await queue.Jobs.ListAsync(new JobFilter([], Owner: "somebody else"), null, 10, Cancel);

        Assert.Equal([mine[2].Id, mine[1].Id], ofGroup.Select(job => job.Id));
        Assert.Equal([theirs.Id], ofOwner.Select(job => job.Id));
    }

    [Fact]
    public async Task An_owner_with_few_jobs_behind_many_of_others_is_still_found()
    {
        await using var queue = new TestQueue(redis);
        var mine = queue.Spec() with { Owner = "somebody else" };
        await queue.AddAsync([mine]);
        await queue.AddGroupAsync(1200);

        var found = await queue.Jobs.ListAsync(new JobFilter([], Owner: "somebody else"), null, 10, Cancel);

        Assert.Equal(mine.Id, Assert.Single(found).Id);
    }

    [Fact]
    public async Task What_does_not_exist_is_null_or_left_out()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();

        Assert.Null(await queue.Jobs.FindAsync(JobId.New(queue.Time), Cancel));
        Assert.Null(await queue.Jobs.FindGroupAsync(GroupId.New(queue.Time), Cancel));
        Assert.Equal(spec.Id, Assert.Single(await queue.Jobs.FindManyAsync([JobId.New(queue.Time), spec.Id], Cancel)).Id);
        Assert.Empty(await queue.Jobs.FindManyAsync([], Cancel));
        Assert.Empty(await queue.Jobs.PositionsAsync([], Cancel));
    }
}
