using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class GroupTests(RedisServer redis)
{
    private static readonly JobFailure Broken = new(FailureClass.NodeError, "Required input is missing: model");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_stands_as_its_jobs_do()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(4);
        var group = specs[0].GroupId;
        Assert.Equal(new QueueCounts(4, 0, 0, 0, 0, 0), (await StandingAsync(queue, group)).Counts);

        await FinishAsync(queue);
        await FailAsync(queue);
        await queue.ClaimAsync();

        var standing = await StandingAsync(queue, group);
        Assert.Equal(new QueueCounts(1, 1, 1, 1, 0, 0), standing.Counts);
        Assert.Equal(("local", false), (standing.Owner, standing.Paused));
        Assert.Single(standing.LastEnds);
        Assert.NotNull(standing.EndedAt);
        Assert.Null(await queue.Jobs.FindStandingAsync(GroupId.New(queue.Time), Cancel));
    }

    [Fact]
    public async Task A_job_that_is_tried_again_counts_once_and_keeps_its_place()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(2);
        await FailAsync(queue);
        var retry = specs[0] with { Id = JobId.New(queue.Time) };
        await queue.Jobs.RetryAsync(specs[0].Id, retry, Cancel);

        Assert.Equal(new QueueCounts(2, 0, 0, 0, 0, 0), (await StandingAsync(queue, specs[0].GroupId)).Counts);
        var places = await queue.Jobs.ListPlacesAsync(specs[0].GroupId, 0, 10, Cancel);
        Assert.Equal([(0, retry.Id), (1, specs[1].Id)], places.Select(place => (place.Index, place.JobId)));
    }

    [Fact]
    public async Task Places_tell_what_came_of_them()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(3);
        await FinishAsync(queue);
        await FailAsync(queue);

        var places = await queue.Jobs.ListPlacesAsync(specs[0].GroupId, 0, 3, Cancel);

        Assert.Equal([JobState.Succeeded, JobState.Failed, JobState.Queued], places.Select(place => place.State));
        Assert.Equal([TestQueue.Picture], places[0].Outputs);
        Assert.Equal(Broken.Message, places[1].Failure?.Message);
        Assert.Equal([1], (await queue.Jobs.ListPlacesAsync(specs[0].GroupId, 1, 1, Cancel)).Select(place => place.Index));
    }

    [Fact]
    public async Task Groups_of_which_something_is_said_are_listed_until_they_are_forgotten()
    {
        await using var queue = new TestQueue(redis, options => options.KeepDone = 0);
        var plain = await queue.AddAsync();
        var specs = new[] { queue.Spec(), queue.Spec() };
        foreach (var spec in specs)
            await queue.Jobs.EnqueueAsync(TestQueue.GroupOf([spec]) with { Kind = "batch", About = "{}" }, [spec], null, Cancel);

        // In one millisecond neither is the later one.
        Assert.Equal(specs.Select(spec => spec.GroupId).ToHashSet(), (await queue.Jobs.ListDescribedAsync("batch", Cancel)).ToHashSet());

        await queue.Jobs.UndescribeAsync(specs[0].GroupId, Cancel);
        Assert.Equal([specs[1].GroupId], await queue.Jobs.ListDescribedAsync("batch", Cancel));
        Assert.Null((await queue.Jobs.FindGroupAsync(specs[0].GroupId, Cancel))!.About);

        await queue.Jobs.CancelManyAsync(new CancelScope("local"), Cancel);
        await queue.Jobs.TrimAsync(Cancel);
        Assert.Empty(await queue.Jobs.ListDescribedAsync("batch", Cancel));
        Assert.Null(await queue.Jobs.FindGroupAsync(plain.GroupId, Cancel));
    }

    [Fact]
    public async Task By_default_the_rest_of_a_group_goes_on_after_a_failure()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(3);
        await FailAsync(queue);

        await queue.Jobs.StopFailedGroupsAsync(Cancel);

        Assert.Equal(2, (await StandingAsync(queue, specs[0].GroupId)).Counts.Queued);
    }

    [Fact]
    public async Task A_group_that_is_to_stop_at_its_first_failure_finishes_only_what_is_under_way()
    {
        await using var queue = new TestQueue(redis);
        var specs = await AddStoppingAsync(queue, 5);
        var running = await queue.ClaimAsync();
        await FailAsync(queue);

        await queue.Jobs.StopFailedGroupsAsync(Cancel);

        Assert.Equal(new QueueCounts(0, 1, 0, 1, 0, 3), (await StandingAsync(queue, specs[0].GroupId)).Counts);
        await queue.Jobs.CompleteAsync(running, [TestQueue.Picture], null, Cancel);
        Assert.Equal(new QueueCounts(0, 0, 1, 1, 0, 3), (await StandingAsync(queue, specs[0].GroupId)).Counts);
        Assert.False(await queue.ExistsAsync("stopping"));
    }

    [Fact]
    public async Task What_is_tried_again_after_the_first_failure_is_not_stopped_for_it()
    {
        await using var queue = new TestQueue(redis);
        var specs = await AddStoppingAsync(queue, 2);
        await queue.ClaimAsync();
        await FailAsync(queue);
        await queue.Jobs.StopFailedGroupsAsync(Cancel);
        await queue.Jobs.RetryAsync(specs[1].Id, specs[1] with { Id = JobId.New(queue.Time) }, Cancel);

        await queue.Jobs.StopFailedGroupsAsync(Cancel);

        Assert.Equal(new QueueCounts(1, 1, 0, 0, 0, 0), (await StandingAsync(queue, specs[0].GroupId)).Counts);
    }

    private static async Task<IReadOnlyList<JobSpec>> AddStoppingAsync(TestQueue queue, int count)
    {
        var group = GroupId.New(queue.Time);
        JobSpec[] specs = [.. Enumerable.Range(0, count).Select(index => queue.Spec(group: group, index: index))];
        await queue.Jobs.EnqueueAsync(TestQueue.GroupOf(specs) with { StopAtFirstFailure = true }, specs, null, Cancel);
        return specs;
    }

    private static async Task<GroupStanding> StandingAsync(TestQueue queue, GroupId id) => (await queue.Jobs.FindStandingAsync(id, Cancel))!;

    private static async Task FinishAsync(TestQueue queue) =>
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [TestQueue.Picture], null, Cancel);

    private static async Task FailAsync(TestQueue queue) =>
        await queue.Jobs.FailAsync(await queue.ClaimAsync(), Broken, new FailureOutcome.Fail(), Cancel);
}
