using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Queue;

public sealed class PauseTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_paused_queue_starts_nothing_and_goes_on_when_it_is_resumed()
    {
        await _api.SubmitAsync();

        var paused = await _api.PostAsync("/api/queue/pause");
        Assert.True((bool)paused.Body["paused"]!);
        Assert.Empty(await _api.Queue.ReadyAsync("gpu-1", Cancelled));
        Assert.True((bool)(await _api.GetAsync("/api/queue")).Body["paused"]!);

        var resumed = await _api.PostAsync("/api/queue/resume");
        Assert.False((bool)resumed.Body["paused"]!);
        Assert.Single(await _api.Queue.ReadyAsync("gpu-1", Cancelled));
    }

    [Fact]
    public async Task Pausing_and_resuming_twice_is_the_same_as_once()
    {
        await _api.PostAsync("/api/queue/pause");
        Assert.Equal(200, (await _api.PostAsync("/api/queue/pause")).Status);

        await _api.PostAsync("/api/queue/resume");
        var again = await _api.PostAsync("/api/queue/resume");

        Assert.Equal((200, false), (again.Status, (bool)again.Body["paused"]!));
    }

    [Fact]
    public async Task A_paused_generation_keeps_its_place_while_others_go_past()
    {
        var held = await _api.SubmitAsync(count: 2);
        var others = await _api.SubmitAsync();
        var group = await GroupAsync(held[0]);

        var paused = await _api.PostAsync($"/api/generations/{group}/pause");

        Assert.Equal([group], paused.Body["pausedGroups"]!.AsArray().Select(id => (string)id!));
        var line = (await _api.GetAsync("/api/queue/waiting")).Body["items"]!.AsArray();
        Assert.Equal([true, true, false], line.Select(job => (bool)job!["held"]!));
        Assert.Equal(others[0], (await _api.ClaimAsync()).JobId);

        await _api.PostAsync($"/api/generations/{group}/resume");
        Assert.Equal(held[0], (await _api.ClaimAsync()).JobId);
    }

    [Fact]
    public async Task A_generation_that_has_ended_can_not_be_paused()
    {
        var ids = await _api.SubmitAsync();
        await _api.FinishNextAsync();

        Assert.Equal(409, (await _api.PostAsync($"/api/generations/{await GroupAsync(ids[0])}/pause")).Status);
    }

    [Fact]
    public async Task A_generation_of_another_is_not_there()
    {
        var other = await _api.SubmitForAsync("somebody");

        foreach (var action in new[] { "pause", "resume", "cancel", "retry" })
            Assert.Equal(404, (await _api.PostAsync($"/api/generations/{other.GroupId}/{action}")).Status);
        Assert.Equal(JobState.Queued, (await _api.Queue.FindAsync(other.Id, Cancelled))!.State);
    }

    private async Task<string> GroupAsync(JobId id) => (string)(await _api.GetAsync($"/api/jobs/{id}")).Body["groupId"]!;
}
