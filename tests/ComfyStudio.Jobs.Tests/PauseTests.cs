using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class PauseTests(RedisServer redis)
{
    private static readonly PauseScope Everything = new PauseScope.Everything();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_everything_is_paused_nothing_new_is_claimed()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();
        var lanes = await queue.Jobs.ReadyAsync("gpu-1", Cancel);

        await queue.Jobs.PauseAsync(Everything, Cancel);

        Assert.True((await queue.Jobs.PausesAsync(Cancel)).Everything);
        Assert.Empty(await queue.Jobs.ReadyAsync("gpu-1", Cancel));
        Assert.Null(await queue.Jobs.ClaimAsync(new ClaimRequest("gpu-1", "worker-1", [lanes[0].Key]), Cancel));
        Assert.True(await queue.Jobs.ResumeAsync(Everything, Cancel));
        Assert.False(await queue.Jobs.ResumeAsync(Everything, Cancel));
        Assert.Equal(spec.Id, (await queue.ClaimAsync()).JobId);
    }

    [Fact]
    public async Task What_was_sent_already_is_settled_during_a_pause()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        await LeaseTests.BringAsync(queue, lease, JobState.Running);
        await queue.Jobs.PauseAsync(Everything, Cancel);
        await queue.Jobs.ReleaseAsync(lease, Cancel);

        Assert.Equal((lease.JobId, JobState.Unknown), await queue.ClaimAsync() is { Job: var job } ? (job.Id, job.State) : default);
    }

    [Fact]
    public async Task A_paused_engine_gets_nothing_and_others_do()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();
        await queue.Jobs.PauseAsync(new PauseScope.Engine("gpu-1"), Cancel);
        await queue.Jobs.PauseAsync(new PauseScope.Engine("gpu-3", Drain: true), Cancel);

        Assert.Null(await queue.TryClaimAsync("gpu-1"));
        Assert.Null(await queue.TryClaimAsync("gpu-3"));
        var engines = (await queue.Jobs.PausesAsync(Cancel)).Engines;
        Assert.Equal((EngineMode.Paused, EngineMode.Draining, 2), (engines["gpu-1"], engines["gpu-3"], engines.Count));
        Assert.Equal(spec.Id, (await queue.ClaimAsync("gpu-2")).JobId);
    }

    [Fact]
    public async Task A_paused_group_is_held_in_its_place_while_others_go_on()
    {
        await using var queue = new TestQueue(redis);
        var held = await queue.AddGroupAsync(3);
        var free = await queue.AddAsync();
        await queue.Jobs.PauseAsync(new PauseScope.Group(held[0].GroupId), Cancel);

        Assert.All(await Task.WhenAll(held.Select(spec => queue.FindAsync(spec.Id))), job => Assert.True(job.Held));
        Assert.Equal(4, (await queue.WaitingAsync()).Count);
        Assert.Equal([held[0].GroupId], (await queue.Jobs.PausesAsync(Cancel)).Groups);
        Assert.Equal(free.Id, (await queue.ClaimAsync()).JobId);
        Assert.Null(await queue.TryClaimAsync());

        await queue.Jobs.ResumeAsync(new PauseScope.Group(held[0].GroupId), Cancel);

        Assert.False((await queue.FindAsync(held[0].Id)).Held);
        Assert.Equal(held[0].Id, (await queue.ClaimAsync()).JobId);
    }

    [Fact]
    public async Task A_job_that_comes_back_to_a_paused_group_is_held_too()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(2);
        var lease = await queue.ClaimAsync();
        await queue.Jobs.PauseAsync(new PauseScope.Group(specs[0].GroupId), Cancel);
        await queue.Jobs.ReleaseAsync(lease, Cancel);

        Assert.Null(await queue.TryClaimAsync());
        Assert.True((await queue.FindAsync(lease.JobId)).Held);
    }

    [Fact]
    public async Task A_held_job_can_be_cancelled_moved_and_its_group_s_end_ends_the_pause()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(2);
        await queue.Jobs.PauseAsync(new PauseScope.Group(specs[0].GroupId), Cancel);

        Assert.True(await queue.Jobs.MoveAsync(specs[1].Id, new MoveTarget.Front(), Cancel));
        Assert.Null(await queue.TryClaimAsync());
        await queue.Jobs.CancelManyAsync(new CancelScope("local"), Cancel);

        Assert.Empty((await queue.Jobs.PausesAsync(Cancel)).Groups);
        Assert.False(await queue.ExistsAsync($"held:{specs[0].GroupId}"));
    }

    [Fact]
    public async Task A_group_that_does_not_exist_cannot_be_paused()
    {
        await using var queue = new TestQueue(redis);
        Assert.False(await queue.Jobs.PauseAsync(new PauseScope.Group(GroupId.New(queue.Time)), Cancel));
    }
}
