using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Live;

/// <summary>What is told of the line as a whole and of generations.</summary>
public sealed class QueueNewsTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_generation_is_told_of_when_its_last_job_has_ended_with_how_each_ended()
    {
        await using var tab = await EventReader.OpenAsync(_api);
        await tab.NextAsync("hello");
        var ids = await _api.SubmitAsync(count: 3);

        await _api.FinishNextAsync();
        await _api.FailNextAsync();
        await _api.Queue.CancelAsync(ids[2], Cancelled);
        var group = await tab.NextAsync("group");

        var expected = (await _api.Queue.FindAsync(ids[0], Cancelled))!.Spec.GroupId.ToString();
        Assert.NotNull(group.Id);
        Assert.Equal((expected, "generation", 3), ((string)group.Data["groupId"]!, (string)group.Data["kind"]!, (int)group.Data["total"]!));
        Assert.Equal((1, 1, 0, 1), ((int)group.Data["succeeded"]!, (int)group.Data["failed"]!, (int)group.Data["parked"]!, (int)group.Data["cancelled"]!));
    }

    [Fact]
    public async Task A_generation_that_ends_again_is_told_again_as_a_whole()
    {
        await using var tab = await EventReader.OpenAsync(_api);
        await tab.NextAsync("hello");
        var ids = await _api.SubmitAsync(count: 2);
        await _api.FinishNextAsync();
        await _api.FailNextAsync();
        Assert.Equal((1, 2, 1, 1), Ended(await tab.NextAsync("group")));

        await _api.PostAsync($"/api/jobs/{ids[1]}/retry");
        await _api.FinishNextAsync();

        Assert.Equal((2, 2, 2, 0), Ended(await tab.NextAsync("group")));
    }

    private static (int Ends, int Total, int Succeeded, int Failed) Ended(LiveEvent told) =>
        ((int)told.Data["ends"]!, (int)told.Data["total"]!, (int)told.Data["succeeded"]!, (int)told.Data["failed"]!);

    [Fact]
    public async Task A_pause_is_told_and_so_is_its_end()
    {
        await using var tab = await EventReader.OpenAsync(_api);
        await tab.NextAsync("hello");

        await _api.PostAsync("/api/queue/pause");
        var paused = await tab.NextAsync("queue", data => (bool)data["paused"]!);
        await _api.PostAsync("/api/queue/resume");
        await tab.NextAsync("queue", data => !(bool)data["paused"]!);

        Assert.True((bool)paused.Data["reordered"]!);
    }

    [Fact]
    public async Task Another_order_is_told_and_mere_counts_are_no_other_order()
    {
        await using var tab = await EventReader.OpenAsync(_api);
        await tab.NextAsync("hello");

        var ids = await _api.SubmitAsync(count: 2);
        var counts = await tab.NextAsync("queue", data => (int)data["queued"]! == 2);
        await _api.Queue.MoveAsync(ids[1], new MoveTarget.Front(), Cancelled);
        await tab.NextAsync("queue", data => (bool)data["reordered"]!);

        Assert.False((bool)counts.Data["reordered"]!);
    }

    [Fact]
    public async Task Whoever_comes_back_is_told_the_counts_and_to_look_at_the_order_again()
    {
        await using var first = await EventReader.OpenAsync(_api);
        var hello = await first.NextAsync("hello");
        await first.DisposeAsync();
        await _api.PostAsync("/api/queue/pause");

        await using var back = await EventReader.OpenAsync(_api, hello.Id);
        var queue = await back.NextAsync("queue");

        Assert.Equal((true, true), ((bool)queue.Data["paused"]!, (bool)queue.Data["reordered"]!));
    }
}
