using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class LaneTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_owner_has_a_lane_of_his_own_for_equal_needs()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync(TestQueue.Sdxl, owner: "ada|the first");
        await queue.AddAsync(TestQueue.Sdxl, owner: "ben");

        var lanes = await queue.Jobs.ReadyAsync("gpu-1", Cancel);

        Assert.Equal(["ada|the first", "ben"], lanes.Select(lane => lane.Owner));
        Assert.Equal(lanes[0].ClassKey, lanes[1].ClassKey);
        Assert.All(lanes, lane => Assert.Equal((1, "text_to_image_sdxl", 0, 0), (lane.Count, lane.TemplateId, lane.Overtaken, lane.OwnerTurn)));
    }

    [Fact]
    public async Task A_claim_takes_from_the_lane_that_it_prefers_whatever_the_scores()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync(TestQueue.Sdxl);
        var later = await queue.AddAsync(TestQueue.Sd15);
        var lanes = await queue.Jobs.ReadyAsync("gpu-1", Cancel);

        var lease = await queue.Jobs.ClaimAsync(new ClaimRequest("gpu-1", "worker-1", ["no lane", lanes[1].Key, lanes[0].Key]), Cancel);

        Assert.Equal(later.Id, lease?.JobId);
    }

    [Fact]
    public async Task A_claim_for_when_nothing_else_waits_takes_nothing_while_something_does()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync(TestQueue.Sdxl);
        var urgent = await queue.AddAsync(TestQueue.Sd15, priority: 0);
        var lanes = await queue.Jobs.ReadyAsync("gpu-1", Cancel);
        var unseen = new ClaimRequest("gpu-1", "worker-1", [lanes[1].Key]) { OnlyIfNothingElseWaits = true };

        Assert.Null(await queue.Jobs.ClaimAsync(unseen, Cancel));
        await queue.Jobs.CancelAsync(urgent.Id, Cancel);
        Assert.NotNull(await queue.Jobs.ClaimAsync(unseen, Cancel));
        Assert.Null(await queue.Jobs.ClaimAsync(unseen, Cancel));
    }

    [Fact]
    public async Task It_is_known_how_often_a_head_was_passed_over_until_it_is_taken()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync(TestQueue.Sdxl);
        await queue.AddAsync(TestQueue.Sd15);
        await queue.AddAsync(TestQueue.Sd15);
        var lanes = await queue.Jobs.ReadyAsync("gpu-1", Cancel);
        for (var i = 0; i < 2; i++)
            await queue.Jobs.ClaimAsync(new ClaimRequest("gpu-1", "worker-1", [lanes[1].Key]) { Overtakes = lanes[0].Key }, Cancel);

        Assert.Equal(2, (await queue.Jobs.ReadyAsync("gpu-1", Cancel))[0].Overtaken);
        await queue.ClaimAsync();
        await queue.AddAsync(TestQueue.Sdxl);
        Assert.Equal(0, (await queue.Jobs.ReadyAsync("gpu-1", Cancel))[0].Overtaken);
    }

    [Fact]
    public async Task The_turn_of_an_owner_rises_with_each_job_of_his_that_is_claimed()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddGroupAsync(3, "ada");
        await queue.AddGroupAsync(1, "ben");
        await queue.ClaimAsync();
        await queue.ClaimAsync();

        var turns = (await queue.Jobs.ReadyAsync("gpu-1", Cancel)).ToDictionary(lane => lane.Owner, lane => lane.OwnerTurn);

        Assert.Equal((2, 0), (turns["ada"], turns["ben"]));
    }

    [Fact]
    public async Task A_job_that_another_engine_should_try_stands_in_a_lane_that_says_so()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var outcome = new FailureOutcome.Retry(TimeSpan.Zero, AvoidEngine: true);
        await queue.Jobs.FailAsync(await queue.ClaimAsync("gpu-1"), new JobFailure(FailureClass.OutOfMemory, "?"), outcome, Cancel);

        Assert.Equal("gpu-1", Assert.Single(await queue.Jobs.ReadyAsync("gpu-2", Cancel)).AvoidEngineId);
    }

    [Fact]
    public async Task What_must_be_settled_on_one_engine_is_no_lane_of_another()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync("gpu-1");
        await LeaseTests.BringAsync(queue, lease, JobState.Running);
        await queue.Jobs.ReleaseAsync(lease, Cancel);

        Assert.Empty(await queue.Jobs.ReadyAsync("gpu-2", Cancel));
        Assert.True(Assert.Single(await queue.Jobs.ReadyAsync("gpu-1", Cancel)).Settles);
    }

    [Fact]
    public async Task The_newest_run_times_of_an_engine_are_kept()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddGroupAsync(2);
        RunSample[] samples =
        [
            new("text_to_image_sdxl", "class", false, 12.5, DateTimeOffset.UnixEpoch), new("text_to_image_sdxl", "class", true, 4, DateTimeOffset.UnixEpoch),
        ];
        foreach (var sample in samples)
            await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], sample, Cancel);

        Assert.Equal(samples.Reverse(), await queue.Engines.RunSamplesAsync("gpu-1", Cancel));
        await queue.Engines.ForgetAsync("gpu-1", Cancel);
        Assert.Empty(await queue.Engines.RunSamplesAsync("gpu-1", Cancel));
    }
}
