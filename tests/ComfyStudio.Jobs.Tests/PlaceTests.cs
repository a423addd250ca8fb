using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class PlaceTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_waiting_jobs_are_listed_in_the_order_of_their_claims()
    {
        await using var queue = new TestQueue(redis);
        var late = await queue.AddAsync(priority: 8);
        var first = await queue.AddAsync(TestQueue.Sd15);
        var second = await queue.AddAsync(TestQueue.Sdxl);
        await queue.AddAsync(owner: "somebody else");

        var page = await queue.Jobs.WaitingAsync("local", 1, 10, Cancel);

        Assert.Equal(3, page.Total);
        Assert.Equal([second.Id, late.Id], page.Jobs.Select(job => job.Id));
        Assert.Equal(first.Id, (await queue.ClaimAsync()).JobId);
        Assert.Equal([second.Id, late.Id], await queue.WaitingAsync());
    }

    [Fact]
    public async Task A_job_moves_to_the_front_to_the_back_and_before_another()
    {
        await using var queue = new TestQueue(redis);
        var (a, b, c, d) = (await queue.AddAsync(), await queue.AddAsync(TestQueue.Sd15), await queue.AddAsync(), await queue.AddAsync(TestQueue.Sd15));

        Assert.True(await queue.Jobs.MoveAsync(d.Id, new MoveTarget.Front(), Cancel));
        Assert.True(await queue.Jobs.MoveAsync(a.Id, new MoveTarget.Back(), Cancel));
        Assert.True(await queue.Jobs.MoveAsync(c.Id, new MoveTarget.Before(b.Id), Cancel));

        Assert.Equal([d.Id, c.Id, b.Id, a.Id], await queue.WaitingAsync());
        foreach (var expected in new[] { d, c, b, a })
            Assert.Equal(expected.Id, (await queue.ClaimAsync()).JobId);
    }

    [Fact]
    public async Task A_job_takes_on_the_priority_of_the_place_it_moves_to()
    {
        await using var queue = new TestQueue(redis);
        var urgent = await queue.AddAsync(priority: 1);
        await queue.AddAsync(priority: 1);
        var late = await queue.AddAsync(priority: 9);

        await queue.Jobs.MoveAsync(late.Id, new MoveTarget.Before((await queue.WaitingAsync())[1]), Cancel);

        Assert.Equal(1, (await queue.FindAsync(late.Id)).Priority);
        Assert.Equal([urgent.Id, late.Id], (await queue.WaitingAsync()).Take(2));
    }

    [Fact]
    public async Task However_often_jobs_are_put_between_the_same_two_there_is_always_room()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(120);
        var expected = specs.Select(spec => spec.Id).ToList();
        foreach (var id in specs.Skip(2).Select(spec => spec.Id))
        {
            Assert.True(await queue.Jobs.MoveAsync(id, new MoveTarget.Before(expected[1]), Cancel));
            expected.Remove(id);
            expected.Insert(1, id);
        }

        Assert.Equal(expected, await queue.WaitingAsync());
        Assert.Equal(expected[0], (await queue.ClaimAsync()).JobId);
        Assert.Equal(expected[1], (await queue.ClaimAsync()).JobId);
    }

    [Fact]
    public async Task A_job_that_does_not_wait_any_more_is_not_moved_and_nothing_is_placed_before_it()
    {
        await using var queue = new TestQueue(redis);
        var (running, waiting) = (await queue.AddAsync(), await queue.AddAsync());
        await queue.ClaimAsync();

        Assert.False(await queue.Jobs.MoveAsync(running.Id, new MoveTarget.Front(), Cancel));
        Assert.False(await queue.Jobs.MoveAsync(waiting.Id, new MoveTarget.Before(running.Id), Cancel));
        Assert.False(await queue.Jobs.MoveAsync(JobId.New(queue.Time), new MoveTarget.Back(), Cancel));
        Assert.Null(await queue.Jobs.SetPriorityAsync(running.Id, 0, Cancel));
    }

    [Fact]
    public async Task Moving_a_job_to_where_it_stands_changes_nothing()
    {
        await using var queue = new TestQueue(redis);
        var (a, b) = (await queue.AddAsync(), await queue.AddAsync());
        var newest = await queue.Events.LastIdAsync(Cancel);

        Assert.True(await queue.Jobs.MoveAsync(a.Id, new MoveTarget.Front(), Cancel));
        Assert.True(await queue.Jobs.MoveAsync(a.Id, new MoveTarget.Before(b.Id), Cancel));
        Assert.True(await queue.Jobs.MoveAsync(b.Id, new MoveTarget.Before(b.Id), Cancel));

        Assert.Equal([a.Id, b.Id], await queue.WaitingAsync());
        Assert.Equal(newest, await queue.Events.LastIdAsync(Cancel));
    }

    [Fact]
    public async Task A_new_priority_places_a_job_by_age_among_its_equals()
    {
        await using var queue = new TestQueue(redis);
        var (old, first, second) = (await queue.AddAsync(priority: 9), await queue.AddAsync(priority: 2), await queue.AddAsync(priority: 2));

        var job = await queue.Jobs.SetPriorityAsync(old.Id, 2, Cancel);

        Assert.Equal(2, job?.Priority);
        Assert.Equal([old.Id, first.Id, second.Id], await queue.WaitingAsync());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => queue.Jobs.SetPriorityAsync(old.Id, 10, Cancel));
    }

    [Fact]
    public async Task A_moved_job_keeps_its_new_place_when_it_comes_back()
    {
        await using var queue = new TestQueue(redis);
        var (a, b) = (await queue.AddAsync(), await queue.AddAsync());
        await queue.Jobs.MoveAsync(b.Id, new MoveTarget.Front(), Cancel);
        var lease = await queue.ClaimAsync();
        await queue.Jobs.ReleaseAsync(lease, Cancel);

        Assert.Equal([b.Id, a.Id], await queue.WaitingAsync());
    }

    [Fact]
    public async Task Positions_count_the_turns_of_other_owners()
    {
        await using var queue = new TestQueue(redis);
        var mine = await queue.AddGroupAsync(4);
        await queue.AddGroupAsync(2, "somebody else");

        var places = await queue.Jobs.PositionsAsync([.. mine.Select(spec => spec.Id)], Cancel);

        Assert.Equal([0, 2, 4, 5], mine.Select(spec => places[spec.Id]));
    }
}
