using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Live;

/// <summary>Whoever looks, from wherever and however badly connected, ends up seeing the same.</summary>
public sealed class ManyClientsTests(RedisServer redis) : IAsyncLifetime
{
    private const int Rounds = 40;

    // Long, so that what a slow client leaves unread outgrows what networks hold for it.
    private static readonly string Prompt = string.Concat(Enumerable.Repeat("a lighthouse at dusk, ", 400));

    private StudioApi _api = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _api = await StudioApi.StartAsync(redis, ("Live:Backlog", "16"), ("Generation:RequestsPerMinute", "100000"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Two_tabs_and_a_phone_see_the_same_after_a_storm_though_one_is_slow_and_one_loses_its_connection()
    {
        await using var tab = await FollowingTab.OpenAsync(_api);
        await using var slow = await FollowingTab.OpenAsync(_api);
        await using var phone = await FollowingTab.OpenAsync(_api);

        slow.StopReading();
        for (var round = 0; round < Rounds; round++)
        {
            await StormAsync(round);
            if (round % 8 == 7)
                phone.Break();
        }

        slow.ReadOn();

        var truth = await FollowingTab.FetchAsync(_api);
        Assert.Equal(Rounds * 5, truth.Count);
        foreach (var client in new[] { tab, slow, phone })
            await Eventually.TrueAsync(() => Same(client.Jobs, truth), Cancelled);
        Assert.True(slow.Resets > 0 || slow.Connections > 1, "What the slow one did not read never piled up.");
        Assert.True(phone.Connections > 1, "The phone never lost its connection.");
    }

    [Fact]
    public async Task A_client_whose_place_in_the_log_is_gone_fetches_everything_and_goes_on()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Live:MaxReplay", "5"));
        await using var tab = await FollowingTab.OpenAsync(api);
        var before = tab.Connections;

        tab.StopReading();
        await api.SubmitAsync(count: 10);
        tab.Break();
        tab.ReadOn();
        await api.SubmitAsync();

        var truth = await FollowingTab.FetchAsync(api);
        await Eventually.TrueAsync(() => Same(tab.Jobs, truth), Cancelled);
        Assert.True(tab.Connections > before);
    }

    // All that can happen to a job: it comes in, runs, ends well or badly, is cancelled, brought back, moved and held.
    private async Task StormAsync(int round)
    {
        var ids = await _api.SubmitAsync(new JsonObject { ["prompt"] = Prompt }, count: 5);
        var group = (await _api.Queue.FindAsync(ids[0], Cancelled))!.Spec.GroupId;
        await _api.Queue.SetPriorityAsync(ids[4], round % 10, Cancelled);
        await _api.Queue.MoveAsync(ids[3], new MoveTarget.Front(), Cancelled);
        await _api.FailAsync(await _api.RunNextAsync(), park: round % 2 == 0);
        await _api.Queue.ReleaseAsync(await _api.ClaimAsync(), Cancelled);
        var cancelled = await _api.Queue.CancelManyAsync(new CancelScope("local") { Jobs = [ids[0], ids[1]] }, Cancelled);
        if (round % 3 == 0 && cancelled.UndoId is { } undo)
            await _api.Queue.UndoCancelAsync(undo, "local", Cancelled);
        await _api.Queue.PauseAsync(new PauseScope.Group(group), Cancelled);
        if (round % 4 != 0)
            await _api.Queue.ResumeAsync(new PauseScope.Group(group), Cancelled);
    }

    private static bool Same(IReadOnlyDictionary<string, string> seen, Dictionary<string, string> truth) =>
        seen.Count == truth.Count && truth.All(job => seen.TryGetValue(job.Key, out var words) && words == job.Value);
}
