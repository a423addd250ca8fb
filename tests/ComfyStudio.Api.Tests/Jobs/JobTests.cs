using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Jobs;

public sealed class JobTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Jobs_come_newest_first_page_by_page_without_gap_or_repeat()
    {
        var ids = await _api.SubmitAsync(count: 5);

        var first = await _api.GetAsync("/api/jobs?limit=2");
        var second = await _api.GetAsync($"/api/jobs?limit=2&after={first.Body["next"]}");
        var third = await _api.GetAsync($"/api/jobs?limit=2&after={second.Body["next"]}");

        Assert.Equal(ids.Reverse().Select(id => id.ToString()), Ids(first).Concat(Ids(second)).Concat(Ids(third)));
        Assert.Null(third.Body["next"]);
    }

    [Fact]
    public async Task Jobs_can_be_asked_for_by_state_and_by_generation()
    {
        await _api.PublishEngineAsync();
        var finished = await _api.SubmitAsync();
        await _api.FinishNextAsync();
        var running = await _api.SubmitAsync();
        await _api.RunNextAsync();
        var waiting = await _api.SubmitAsync();

        Assert.Equal([waiting[0].ToString()], Ids(await _api.GetAsync("/api/jobs?state=queued")));
        Assert.Equal([waiting[0].ToString(), running[0].ToString()], Ids(await _api.GetAsync("/api/jobs?state=active")));
        Assert.Equal([finished[0].ToString()], Ids(await _api.GetAsync("/api/jobs?state=ended")));
        Assert.Equal([running[0].ToString(), finished[0].ToString()], Ids(await _api.GetAsync("/api/jobs?state=running,succeeded")));
        var group = (string)(await _api.GetAsync($"/api/jobs/{waiting[0]}")).Body["groupId"]!;
        Assert.Equal([waiting[0].ToString()], Ids(await _api.GetAsync($"/api/jobs?group={group}")));
    }

    [Fact]
    public async Task A_list_that_is_asked_for_wrongly_names_every_fault()
    {
        var answer = await _api.GetAsync("/api/jobs?state=sleeping&limit=0&after=x&group=y");

        Assert.Equal(["after", "group", "limit", "state"], answer.Body["errors"]!.AsObject().Select(error => error.Key));
        Assert.Contains("queued", answer.Error("state"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_job_shows_its_engine_progress_and_preview()
    {
        await _api.PublishEngineAsync();
        var ids = await _api.SubmitAsync();
        var lease = await _api.RunNextAsync();
        var job = await HeardAsync(lease);

        Assert.Equal("running", (string)job["state"]!);
        Assert.Equal("Engine gpu-1", (string)job["engine"]!["name"]!);
        Assert.Equal((5, 20, 0.25), ((int)job["progress"]!["value"]!, (int)job["progress"]!["max"]!, (double)job["progress"]!["fraction"]!));
        Assert.Null(job["position"]);
        Assert.Null(job["waitReason"]);
        var preview = await _api.GetAsync((string)job["previewUrl"]!);
        Assert.Equal([0xFF, 0xD8, 0xFF], preview.Bytes);
        Assert.Equal("image/jpeg", preview.ContentHeaders.ContentType!.MediaType);
        Assert.Equal("no-store", preview.Header("Cache-Control"));
    }

    // Hints may be missed until the Api follows, so they are repeated as a worker repeats them.
    private async Task<JsonNode> HeardAsync(JobLease lease)
    {
        JsonNode job = null!;
        await Eventually.TrueAsync(
            async () =>
            {
                await _api.Queue.ProgressAsync(lease, new JobProgress("3", "KSampler", 5, 20, 0.25), Cancelled);
                await _api.Queue.PreviewAsync(lease, new byte[] { 0xFF, 0xD8, 0xFF }, "image/jpeg", Cancelled);
                job = (await _api.GetAsync($"/api/jobs/{lease.JobId}")).Body;
                return job["progress"] is not null && job["previewUrl"] is not null;
            },
            Cancelled, "progress and preview are heard of");
        return job;
    }

    [Fact]
    public async Task GEN_REQUEST_017_A_finished_job_brings_its_image_with_prompt_model_seed_steps_and_CFG()
    {
        var ids = await _api.SubmitAsync();
        var stored = await _api.FinishNextAsync();

        var image = (await _api.GetAsync($"/api/jobs/{ids[0]}")).Body["images"]![0]!;

        Assert.Equal(stored.Id.ToString(), (string)image["id"]!);
        Assert.Equal(("a lighthouse at dusk", StudioApi.Sdxl), ((string)image["prompt"]!, (string)image["model"]!));
        Assert.Equal((7, 20, 7), ((int)image["seed"]!, (int)image["steps"]!, (int)image["cfg"]!));
        Assert.Equal(200, (await _api.GetAsync((string)image["url"]!)).Status);
    }

    [Fact]
    public async Task A_waiting_job_is_cancelled_at_once_and_only_once()
    {
        var ids = await _api.SubmitAsync();

        var cancelled = await _api.PostAsync($"/api/jobs/{ids[0]}/cancel");
        var again = await _api.PostAsync($"/api/jobs/{ids[0]}/cancel");

        Assert.Equal((200, 1, 0), (cancelled.Status, (int)cancelled.Body["cancelled"]!, (int)cancelled.Body["stopping"]!));
        Assert.Equal("cancelled", (string)cancelled.Body["job"]!["state"]!);
        Assert.NotNull(cancelled.Body["undo"]);
        Assert.Equal((200, 0), (again.Status, (int)again.Body["cancelled"]!));
    }

    [Fact]
    public async Task A_finished_job_can_not_be_cancelled_any_more()
    {
        var ids = await _api.SubmitAsync();
        await _api.FinishNextAsync();

        var answer = await _api.PostAsync($"/api/jobs/{ids[0]}/cancel");

        Assert.Equal((409, "It has ended already (succeeded)."), (answer.Status, (string)answer.Body["detail"]!));
    }

    [Fact]
    public async Task A_running_job_is_asked_to_stop()
    {
        var ids = await _api.SubmitAsync();
        await _api.RunNextAsync();

        var answer = await _api.PostAsync($"/api/jobs/{ids[0]}/cancel");

        Assert.Equal(200, answer.Status);
        Assert.Equal((0, 1), ((int)answer.Body["cancelled"]!, (int)answer.Body["stopping"]!));
        Assert.Null(answer.Body["undo"]);
        Assert.Equal("running", (string)answer.Body["job"]!["state"]!);
        Assert.True((bool)answer.Body["job"]!["cancelRequested"]!);
    }

    [Fact]
    public async Task GEN_REQUEST_021_A_failed_job_tells_in_the_engines_own_words_what_went_wrong_and_where()
    {
        var ids = await FailAsync();

        var job = (await _api.GetAsync($"/api/jobs/{ids[0]}")).Body;

        Assert.Equal("failed", (string)job["state"]!);
        Assert.Equal("nodeError", (string)job["failure"]!["class"]!);
        Assert.Equal("Required input is missing: model", (string)job["failure"]!["message"]!);
        Assert.Equal(("3", "KSampler", "model"), ((string)job["failure"]!["nodeId"]!, (string)job["failure"]!["nodeType"]!, (string)job["failure"]!["field"]!));
        Assert.Single(job["failures"]!.AsArray());
    }

    [Fact]
    public async Task GEN_REQUEST_022_A_retry_makes_the_same_picture_under_a_new_job_and_only_one()
    {
        var ids = await FailAsync();

        var retry = await _api.PostAsync($"/api/jobs/{ids[0]}/retry");
        var again = await _api.PostAsync($"/api/jobs/{ids[0]}/retry");

        Assert.Equal(202, retry.Status);
        var id = (string)retry.Body["id"]!;
        Assert.Equal($"/api/jobs/{id}", retry.Header("Location"));
        Assert.Equal(id, (string)again.Body["id"]!);
        Assert.Equal(ids[0].ToString(), (string)retry.Body["retryOf"]!);
        var (before, after) = ((await _api.GetAsync($"/api/jobs/{ids[0]}")).Body, (await _api.GetAsync($"/api/jobs/{id}")).Body);
        Assert.Equal(id, (string)before["retriedAs"]!);
        Assert.Equal((long)before["seed"]!, (long)after["seed"]!);
        Assert.Equal($"studio/{id}/out", (string)after["graph"]!["9"]!["inputs"]!["filename_prefix"]!);
    }

    [Fact]
    public async Task Only_jobs_that_ended_badly_can_be_tried_again()
    {
        var ids = await _api.SubmitAsync();
        Assert.Equal(409, (await _api.PostAsync($"/api/jobs/{ids[0]}/retry")).Status);

        await _api.FinishNextAsync();
        Assert.Equal(409, (await _api.PostAsync($"/api/jobs/{ids[0]}/retry")).Status);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/cancel")]
    [InlineData("POST", "/retry")]
    [InlineData("GET", "/preview")]
    public async Task An_unknown_job_is_not_found(string method, string suffix)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/jobs/0123456789abcdef0123456789abcdef{suffix}");

        Assert.Equal(404, (await _api.SendAsync(request)).Status);
    }

    [Fact]
    public async Task The_queue_counts_jobs_by_state()
    {
        await _api.SubmitAsync(count: 3);
        await _api.FinishNextAsync();
        await _api.ClaimAsync();

        var counts = (await _api.GetAsync("/api/queue")).Body;

        Assert.Equal((1, 1, 1), ((int)counts["queued"]!, (int)counts["active"]!, (int)counts["succeeded"]!));
    }

    private async Task<IReadOnlyList<JobId>> FailAsync()
    {
        var ids = await _api.SubmitAsync(new JsonObject { ["seed"] = 77 });
        await _api.FailNextAsync();
        return ids;
    }

    private static IEnumerable<string> Ids(Answer answer) => answer.Body["items"]!.AsArray().Select(job => (string)job!["id"]!);
}
