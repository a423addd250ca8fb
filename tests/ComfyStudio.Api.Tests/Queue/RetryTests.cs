using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Queue;

/// <summary>Trying again what failed, and clearing away what ended.</summary>
public sealed class RetryTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task What_failed_of_a_generation_is_made_again_with_the_same_seeds_and_only_once()
    {
        var ids = await _api.SubmitAsync(count: 3);
        await _api.FailNextAsync();
        await _api.FinishNextAsync();
        await _api.FailNextAsync();
        var group = (string)(await _api.GetAsync($"/api/jobs/{ids[0]}")).Body["groupId"]!;

        var retried = await _api.PostAsync($"/api/generations/{group}/retry");
        var again = await _api.PostAsync($"/api/generations/{group}/retry");

        var jobs = retried.Body["jobs"]!.AsArray();
        Assert.Equal([ids[0].ToString(), ids[2].ToString()], jobs.Select(job => (string)job!["retryOf"]!));
        Assert.Equal(await SeedAsync(ids[0]), (long)jobs[0]!["seed"]!);
        Assert.Empty(again.Body["jobs"]!.AsArray());
    }

    [Theory]
    [InlineData("failed", false)]
    [InlineData("parked", true)]
    public async Task Only_the_states_that_are_named_are_tried_again(string state, bool parked)
    {
        var ids = await _api.SubmitAsync(count: 2);
        await _api.FailNextAsync(park: false);
        await _api.FailNextAsync(park: true);

        var retried = await _api.PostAsync("/api/queue/retry", new JsonObject { ["states"] = new JsonArray(state) });

        Assert.Equal([ids[parked ? 1 : 0].ToString()], retried.Body["jobs"]!.AsArray().Select(job => (string)job!["retryOf"]!));
    }

    [Fact]
    public async Task Jobs_in_other_states_are_not_tried_again_together()
    {
        var answer = await _api.PostAsync("/api/queue/retry", new JsonObject { ["states"] = new JsonArray("succeeded") });

        Assert.Equal(400, answer.Status);
        Assert.NotEmpty(answer.Error("states"));
    }

    [Fact]
    public async Task A_failed_job_is_tried_again_on_another_engine()
    {
        await _api.PublishEngineAsync("gpu-1");
        await _api.PublishEngineAsync("gpu-2");
        await _api.SubmitAsync();
        var failed = await _api.FailNextAsync();

        var unknown = await _api.PostAsync($"/api/jobs/{failed}/retry", new JsonObject { ["engine"] = "gpu-9" });
        var retry = await _api.PostAsync($"/api/jobs/{failed}/retry", new JsonObject { ["engine"] = "gpu-2" });

        Assert.Equal(400, unknown.Status);
        Assert.Contains("gpu-9", unknown.Error("engine"), StringComparison.Ordinal);
        var detail = (await _api.GetAsync($"/api/jobs/{retry.Body["id"]}")).Body;
        Assert.Equal("gpu-2", (string)detail["requirements"]!["engineId"]!);
    }

    [Fact]
    public async Task A_failed_job_is_tried_again_with_other_values_and_the_two_are_linked()
    {
        await _api.SubmitAsync();
        var failed = await _api.FailNextAsync();
        var request = StudioApi.Request(new JsonObject { ["steps"] = 12 });
        request["retryOf"] = failed.ToString();

        var accepted = await _api.PostAsync("/api/generations", request, ("Idempotency-Key", "edit-1"));
        var repeated = await _api.PostAsync("/api/generations", request, ("Idempotency-Key", "edit-1"));

        var retry = accepted.Body["jobs"]![0]!;
        Assert.Equal((202, failed.ToString()), (accepted.Status, (string)retry["retryOf"]!));
        Assert.Equal((string)retry["id"]!, (string)repeated.Body["jobs"]![0]!["id"]!);
        var before = (await _api.GetAsync($"/api/jobs/{failed}")).Body;
        Assert.Equal((string)retry["id"]!, (string)before["retriedAs"]!);
        Assert.NotEqual((string)before["groupId"]!, (string)retry["groupId"]!);
    }

    [Fact]
    public async Task Other_values_for_a_job_that_is_unknown_or_well_are_refused()
    {
        var waiting = await _api.SubmitAsync();
        var other = await _api.SubmitForAsync("somebody");

        foreach (var id in new[] { waiting[0], other.Id })
        {
            var request = StudioApi.Request();
            request["retryOf"] = id.ToString();
            var answer = await _api.PostAsync("/api/generations", request);
            Assert.Equal(400, answer.Status);
            Assert.NotEmpty(answer.Error("retryOf"));
        }
    }

    [Fact]
    public async Task Ended_jobs_are_cleared_away_the_failed_ones_only_when_asked_and_pictures_stay()
    {
        var ids = await _api.SubmitAsync(count: 3);
        await _api.FinishNextAsync();
        await _api.FailNextAsync();

        var finished = await _api.PostAsync("/api/queue/clear");
        Assert.Equal(1, (int)finished.Body["cleared"]!);
        Assert.Equal(404, (await _api.GetAsync($"/api/jobs/{ids[0]}")).Status);
        Assert.Equal(200, (await _api.GetAsync($"/api/jobs/{ids[1]}")).Status);

        var all = await _api.PostAsync("/api/queue/clear", new JsonObject { ["failed"] = true });
        Assert.Equal(1, (int)all.Body["cleared"]!);
        Assert.NotNull(await _api.Queue.FindAsync(ids[2], Cancelled));
        Assert.Single(_api.Images.Files(), file => file.EndsWith(".png", StringComparison.Ordinal));
    }

    private async Task<long> SeedAsync(JobId id) => (long)(await _api.GetAsync($"/api/jobs/{id}")).Body["seed"]!;
}
