using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Queue;

/// <summary>Stopping one job or many, and taking that back.</summary>
public sealed class CancelTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_cancelled_job_comes_back_into_its_old_place()
    {
        var ids = await _api.SubmitAsync(count: 3);

        var cancelled = await _api.PostAsync($"/api/jobs/{ids[1]}/cancel");
        Assert.NotNull(cancelled.Body["job"]!["undoUntil"]);
        Assert.Equal([ids[0], ids[2]], await LineAsync());
        var undone = await _api.PostAsync($"/api/queue/undo/{cancelled.Body["undo"]!["id"]}");

        Assert.Equal((200, 1), (undone.Status, (int)undone.Body["restored"]!));
        Assert.Equal(ids, await LineAsync());
    }

    [Fact]
    public async Task What_was_taken_back_once_or_never_cancelled_can_not_be_taken_back()
    {
        var ids = await _api.SubmitAsync();
        var cancelled = await _api.PostAsync($"/api/jobs/{ids[0]}/cancel");
        await _api.PostAsync($"/api/queue/undo/{cancelled.Body["undo"]!["id"]}");

        var again = await _api.PostAsync($"/api/queue/undo/{cancelled.Body["undo"]!["id"]}");
        var unknown = await _api.PostAsync("/api/queue/undo/0123456789abcdef0123456789abcdef");

        Assert.Equal((410, "/problems/too-late"), (again.Status, again.ProblemType));
        Assert.Equal(410, unknown.Status);
    }

    [Fact]
    public async Task Everything_is_cancelled_what_runs_is_asked_to_stop_and_only_what_waited_comes_back()
    {
        var ids = await _api.SubmitAsync(count: 3);
        await _api.RunNextAsync();
        var other = await _api.SubmitForAsync("somebody");

        var cancelled = await _api.PostAsync("/api/queue/cancel", new JsonObject());
        var undone = await _api.PostAsync($"/api/queue/undo/{cancelled.Body["undo"]!["id"]}");

        Assert.Equal((2, 1), ((int)cancelled.Body["cancelled"]!, (int)cancelled.Body["stopping"]!));
        Assert.Equal(2, (int)undone.Body["restored"]!);
        Assert.Equal(ids.Skip(1), await LineAsync());
        Assert.True((await _api.Queue.FindAsync(ids[0], Cancelled))!.CancelRequested);
        Assert.Equal(JobState.Queued, (await _api.Queue.FindAsync(other.Id, Cancelled))!.State);
    }

    [Fact]
    public async Task The_rest_of_a_generation_is_cancelled_without_what_runs()
    {
        var ids = await _api.SubmitAsync(count: 3);
        var others = await _api.SubmitAsync();
        await _api.RunNextAsync();
        var group = (string)(await _api.GetAsync($"/api/jobs/{ids[0]}")).Body["groupId"]!;

        var rest = await _api.PostAsync($"/api/generations/{group}/cancel", new JsonObject { ["waitingOnly"] = true });
        var all = await _api.PostAsync($"/api/generations/{group}/cancel");

        Assert.Equal((2, 0), ((int)rest.Body["cancelled"]!, (int)rest.Body["stopping"]!));
        Assert.Equal((0, 1), ((int)all.Body["cancelled"]!, (int)all.Body["stopping"]!));
        Assert.Null(all.Body["undo"]);
        Assert.Equal(others, await LineAsync());
    }

    [Fact]
    public async Task Named_jobs_are_cancelled_and_nobody_elses()
    {
        var ids = await _api.SubmitAsync(count: 3);
        var other = await _api.SubmitForAsync("somebody");
        var jobs = new JsonArray(ids[0].ToString(), ids[2].ToString(), other.Id.ToString());

        var cancelled = await _api.PostAsync("/api/queue/cancel", new JsonObject { ["jobs"] = jobs });

        Assert.Equal(2, (int)cancelled.Body["cancelled"]!);
        Assert.Equal([ids[1]], await LineAsync());
        Assert.Equal(404, (await _api.PostAsync($"/api/jobs/{other.Id}/cancel")).Status);
    }

    private async Task<IEnumerable<JobId>> LineAsync() =>
        (await _api.GetAsync("/api/queue/waiting")).Body["items"]!.AsArray().Select(job => JobId.Parse((string)job!["id"]!));
}
