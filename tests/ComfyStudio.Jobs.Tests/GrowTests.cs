using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class GrowTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_group_is_comes_back_with_it()
    {
        await using var queue = new TestQueue(redis);
        var group = await NewGroupAsync(queue, about: """{"title":"Foxes, ten of them – 狐"}""");

        Assert.Equal("""{"title":"Foxes, ten of them – 狐"}""", group.About);
        Assert.Equal("batch", group.Kind);
        Assert.Null((await queue.Jobs.FindGroupAsync((await queue.AddAsync()).GroupId, Cancel))!.About);
    }

    [Fact]
    public async Task A_place_of_its_own_comes_back_with_a_job()
    {
        await using var queue = new TestQueue(redis);
        var spec = queue.Spec() with { Place = new JobPlace(JobPlace.Sequence, "abc", "frame_003") };
        await queue.AddAsync([spec]);

        Assert.Equal(spec.Place, (await queue.FindAsync(spec.Id)).Spec.Place);
    }

    [Fact]
    public async Task A_group_grows_by_jobs_that_stand_behind_its_first_ones()
    {
        await using var queue = new TestQueue(redis);
        var group = await NewGroupAsync(queue, "one");
        JobSpec[] more = [queue.Spec(group: group.Id, index: 1), queue.Spec(group: group.Id, index: 2)];

        var grown = await queue.Jobs.GrowAsync(group with { About = "three" }, more, null, Cancel);

        Assert.Equal((false, false, false), (grown.Replayed, grown.Conflict, grown.Stale));
        Assert.Equal(more.Select(spec => spec.Id), grown.Jobs);
        var now = (await queue.Jobs.FindGroupAsync(group.Id, Cancel))!;
        Assert.Equal([.. group.Jobs, .. grown.Jobs], now.Jobs);
        Assert.Equal("three", now.About);
        Assert.Equal(3, (await queue.Jobs.CountAsync(group.Id, Cancel)).Queued);
    }

    [Fact]
    public async Task A_group_that_expects_more_ends_once_with_the_last_that_comes()
    {
        await using var queue = new TestQueue(redis);
        var spec = queue.Spec();
        var group = TestQueue.GroupOf([spec]) with { ExpectsMore = true };
        await queue.Jobs.EnqueueAsync(group, [spec], null, Cancel);
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        Assert.Equal((0, true), await EndsAsync(queue, group.Id));

        await queue.Jobs.GrowAsync(group, [queue.Spec(group: group.Id, index: 1)], null, Cancel);
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        Assert.Equal((0, true), await EndsAsync(queue, group.Id));

        var now = (await queue.Jobs.FindGroupAsync(group.Id, Cancel))!;
        await queue.Jobs.GrowAsync(now with { ExpectsMore = false }, [queue.Spec(group: group.Id, index: 2)], null, Cancel);
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        Assert.Equal((1, false), await EndsAsync(queue, group.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_group_that_expects_no_more_after_all_ends_once_then_or_with_its_last_job(bool isOpen)
    {
        await using var queue = new TestQueue(redis);
        var spec = queue.Spec();
        var group = TestQueue.GroupOf([spec]) with { ExpectsMore = true };
        await queue.Jobs.EnqueueAsync(group, [spec], null, Cancel);
        if (!isOpen)
            await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);

        await queue.Jobs.ExpectNoMoreAsync(group.Id, Cancel);
        await queue.Jobs.ExpectNoMoreAsync(group.Id, Cancel);

        Assert.Equal((isOpen ? 0 : 1, false), await EndsAsync(queue, group.Id));
        if (isOpen)
            await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        Assert.Equal((1, false), await EndsAsync(queue, group.Id));
    }

    [Fact]
    public async Task A_job_that_was_tried_again_in_its_group_is_counted_as_the_one_that_tries_it()
    {
        await using var queue = new TestQueue(redis);
        var specs = await queue.AddGroupAsync(2);
        for (var i = 0; i < 2; i++)
            await queue.Jobs.FailAsync(await queue.ClaimAsync(), new JobFailure(FailureClass.Internal, "?"), new FailureOutcome.Fail(), Cancel);

        await queue.Jobs.RetryAsync(specs[0].Id, queue.Spec(group: specs[0].GroupId), Cancel);

        Assert.Equal(new QueueCounts(1, 0, 0, 1, 0, 0), await queue.Jobs.CountAsync(specs[0].GroupId, Cancel));
    }

    private static async Task<(int Ends, bool ExpectsMore)> EndsAsync(TestQueue queue, GroupId id)
    {
        var group = (await queue.Jobs.FindGroupAsync(id, Cancel))!;
        Assert.Equal(group.Ends, (await queue.LoggedAsync()).Count(happened => happened.Kind is StudioEventKind.Group));
        return (group.Ends, group.ExpectsMore);
    }

    [Fact]
    public async Task Growing_again_after_a_lost_answer_stores_nothing_twice()
    {
        await using var queue = new TestQueue(redis);
        var group = await NewGroupAsync(queue, "one");
        JobSpec[] more = [queue.Spec(group: group.Id, index: 1)];
        await queue.Jobs.GrowAsync(group, more, null, Cancel);

        var again = await queue.Jobs.GrowAsync(group, more, null, Cancel);

        Assert.True(again.Replayed);
        Assert.Equal([more[0].Id], again.Jobs);
        Assert.Equal(2, (await queue.Jobs.CountAsync(Cancel)).Queued);
    }

    [Fact]
    public async Task The_same_key_grows_a_group_once_and_another_request_with_it_is_a_conflict()
    {
        await using var queue = new TestQueue(redis);
        var group = await NewGroupAsync(queue, "one");
        var first = await queue.Jobs.GrowAsync(group, [queue.Spec(group: group.Id, index: 1)], new Idempotency("key", "same"), Cancel);

        var second = await queue.Jobs.GrowAsync(group, [queue.Spec(group: group.Id, index: 1)], new Idempotency("key", "same"), Cancel);
        var third = await queue.Jobs.GrowAsync(group, [queue.Spec(group: group.Id, index: 1)], new Idempotency("key", "other"), Cancel);

        Assert.True(second.Replayed);
        Assert.Equal(first.Jobs, second.Jobs);
        Assert.True(third.Conflict);
        Assert.Equal(2, (await queue.Jobs.CountAsync(Cancel)).Queued);
    }

    [Fact]
    public async Task Of_two_that_grow_a_group_at_once_one_is_told_to_look_again()
    {
        await using var queue = new TestQueue(redis);
        var group = await NewGroupAsync(queue, "one");
        await queue.Jobs.GrowAsync(group with { About = "two" }, [queue.Spec(group: group.Id, index: 1)], null, Cancel);

        var late = await queue.Jobs.GrowAsync(group with { About = "other two" }, [queue.Spec(group: group.Id, index: 1)], null, Cancel);

        Assert.True(late.Stale);
        Assert.Equal("two", (await queue.Jobs.FindGroupAsync(group.Id, Cancel))!.About);
        Assert.Equal(2, (await queue.Jobs.CountAsync(Cancel)).Queued);
    }

    [Fact]
    public async Task A_group_that_nobody_knows_does_not_grow()
    {
        await using var queue = new TestQueue(redis);
        var spec = queue.Spec();

        var grown = await queue.Jobs.GrowAsync(TestQueue.GroupOf([spec]), [spec], null, Cancel);

        Assert.True(grown.Stale);
        Assert.Equal(0, (await queue.Jobs.CountAsync(Cancel)).Queued);
    }

    [Fact]
    public async Task A_large_growth_is_stored_whole_and_in_order()
    {
        await using var queue = new TestQueue(redis);
        var group = await NewGroupAsync(queue, "one");
        JobSpec[] more = [.. Enumerable.Range(1, 450).Select(index => queue.Spec(group: group.Id, index: index))];

        await queue.Jobs.GrowAsync(group, more, null, Cancel);

        Assert.Equal([.. group.Jobs, .. more.Select(spec => spec.Id)], (await queue.Jobs.FindGroupAsync(group.Id, Cancel))!.Jobs);
        Assert.Equal("450", (await queue.FindAsync(more[^1].Id)).Spec.Slots["seed"].GetRawText());
    }

    [Fact]
    public async Task A_group_that_has_ended_goes_on_when_it_grows()
    {
        await using var queue = new TestQueue(redis);
        var group = await NewGroupAsync(queue, "one");
        await queue.Jobs.CancelManyAsync(new CancelScope("local") { GroupId = group.Id }, Cancel);
        JobSpec[] more = [queue.Spec(group: group.Id, index: 1)];

        await queue.Jobs.GrowAsync(group, more, null, Cancel);

        Assert.Equal(more[0].Id, (await queue.ClaimAsync()).JobId);
    }

    [Fact]
    public async Task What_is_said_about_a_group_changes_by_one_hand_at_a_time()
    {
        await using var queue = new TestQueue(redis);
        var group = await NewGroupAsync(queue, "one");

        Assert.True(await queue.Jobs.DescribeAsync(group with { About = "two" }, Cancel));
        Assert.False(await queue.Jobs.DescribeAsync(group with { About = "three" }, Cancel));

        var now = (await queue.Jobs.FindGroupAsync(group.Id, Cancel))!;
        Assert.Equal(("two", 1), (now.About, now.Revision));
    }

    private static async Task<JobGroup> NewGroupAsync(TestQueue queue, string about)
    {
        var spec = queue.Spec();
        await queue.Jobs.EnqueueAsync(TestQueue.GroupOf([spec]) with { Kind = "batch", About = about }, [spec], null, Cancel);
        return (await queue.Jobs.FindGroupAsync(spec.GroupId, Cancel))!;
    }
}
