using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Batches;

public sealed class BatchTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Batches:KeepInterval", "01:00:00"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task FUN_BATCH_GEN_006_each_image_has_a_random_seed_of_its_own()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 5 } }"""));

        var cells = await _api.CellsAsync(id);
        Assert.Equal(5, cells.Select(cell => (long)cell["seed"]!).Distinct().Count());
        Assert.Equal(cells.Select(cell => (long)cell["seed"]!), (await _api.WaitingAsync()).Select(job => job.Spec.Slots["seed"].GetInt64()));
    }

    [Fact]
    public async Task FUN_BATCH_GEN_007_without_random_seeds_each_is_one_higher()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 3, "random": false, "base": 40 } }"""));

        Assert.Equal([40, 41, 42], (await _api.CellsAsync(id)).Select(cell => (long)cell["seed"]!));
    }

    [Theory]
    [InlineData("""{ "seeds": { "count": 0 } }""", "seeds.count")]
    [InlineData("""{ "seeds": { "count": 2001 } }""", "seeds.count")]
    [InlineData("""{ "seeds": { "count": 2, "random": false } }""", "seeds.base")]
    [InlineData("""{ "slots": { "prompt": " " } }""", "slots.prompt")]
    [InlineData("""{ "priority": 10 }""", "priority")]
    [InlineData("""{ "seeds": { "count": 2000 }, "axes": [{ "slot": "steps", "values": [1, 2, 3] }] }""", "images")]
    public async Task FUN_BATCH_GEN_004_005_what_does_not_fit_is_refused_by_field(string parts, string field)
    {
        var answer = await _api.PostAsync("/api/batches", BatchWords.Batch(parts));

        Assert.Equal(400, answer.Status);
        Assert.NotEmpty(answer.Error(field));
        Assert.Empty(await _api.WaitingAsync());
    }

    [Fact]
    public async Task FUN_BATCH_GEN_008_009_010_the_images_of_a_batch_are_jobs_in_their_order()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 4 } }"""));

        var jobs = await _api.WaitingAsync();
        Assert.Equal([0, 1, 2, 3], jobs.Select(job => job.Spec.Index));
        Assert.All(jobs, job => Assert.Equal((4, id), (job.Spec.GroupSize, job.Spec.GroupId.ToString())));
        Assert.All(jobs, job => Assert.Contains($"studio/{job.Id}/", job.Spec.Graph.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task FUN_BATCH_GEN_011_013_014_a_batch_tells_how_far_it_is_and_shows_what_is_done()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 3 } }"""));
        var image = await _api.FinishNextAsync();
        await _api.RunNextAsync();

        var batch = await _api.BatchAsync(id);
        Assert.Equal(("running", 3, 1, 2), ((string)batch["state"]!, (int)batch["images"]!, (int)batch["succeeded"]!, (int)batch["open"]!));
        var cells = await _api.CellsAsync(id);
        Assert.Equal(image.Id.ToString(), (string)cells[0]["imageId"]!);
        Assert.Equal(["succeeded", "running", "queued"], cells.Select(cell => (string)cell["state"]!));
        Assert.Equal((64, 48), ((int)cells[0]["width"]!, (int)cells[0]["height"]!));
    }

    [Fact]
    public async Task FUN_BATCH_GEN_015_016_a_cancelled_batch_keeps_what_is_done_and_can_be_brought_back()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 3 } }"""));
        await _api.FinishNextAsync();

        var cancelled = await _api.PostAsync($"/api/batches/{id}/cancel");

        Assert.Equal(2, (int)cancelled.Body["cancelled"]!);
        var batch = await _api.BatchAsync(id);
        Assert.Equal(("cancelled", 1, 2, 0), ((string)batch["state"]!, (int)batch["succeeded"]!, (int)batch["cancelled"]!, (int)batch["open"]!));

        await _api.PostAsync($"/api/queue/undo/{cancelled.Body["undo"]!["id"]}");
        Assert.Equal(2, (int)(await _api.BatchAsync(id))["open"]!);
    }

    [Fact]
    public async Task What_is_asked_of_a_batch_that_has_ended_changes_nothing()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 2 } }"""));
        await _api.FinishNextAsync();
        await _api.PostAsync($"/api/batches/{id}/cancel");

        var again = await _api.PostAsync($"/api/batches/{id}/cancel");
        var retried = await _api.PostAsync($"/api/batches/{id}/retry");

        Assert.Equal((200, 0, 0), (again.Status, (int)again.Body["cancelled"]!, (int)again.Body["stopping"]!));
        Assert.Equal((200, 0), (retried.Status, (int)retried.Body["retried"]!));
        Assert.Equal(409, (await _api.PostAsync($"/api/batches/{id}/pause")).Status);
        var batch = await _api.BatchAsync(id);
        Assert.Equal(("cancelled", 1, 1), ((string)batch["state"]!, (int)batch["succeeded"]!, (int)batch["cancelled"]!));
    }

    [Theory]
    [InlineData("""{ "axes": [null] }""")]
    [InlineData("""{ "list": { "text": "a,b\n1,2", "format": "csv", "columns": { "a": null } } }""")]
    public async Task Nothing_where_something_must_be_cannot_be_read(string parts)
    {
        var answer = await _api.PostAsync("/api/batches/plan", BatchWords.Batch(parts));

        Assert.Equal((400, "/problems/malformed-request"), (answer.Status, answer.ProblemType));
        Assert.Contains("must not hold null", (string)answer.Body["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FUN_BATCH_GEN_017_018_029_a_failure_is_marked_with_its_reason_and_the_rest_goes_on()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 3 } }"""));
        await _api.FailNextAsync();
        await _api.FinishNextAsync(shade: 1);
        await _api.FinishNextAsync(shade: 2);

        var batch = await _api.BatchAsync(id);
        Assert.Equal(("complete", 2, 1, 0), ((string)batch["state"]!, (int)batch["succeeded"]!, (int)batch["failed"]!, (int)batch["open"]!));
        Assert.Equal("Required input is missing: model", (string)(await _api.CellsAsync(id))[0]["failure"]!["message"]!);
        Assert.NotNull(batch["endedAt"]);
    }

    [Fact]
    public async Task What_failed_is_made_again_with_its_seed_in_its_cell()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 2 } }"""));
        var failed = await _api.FailNextAsync();
        await _api.FinishNextAsync();
        var seed = (long)(await _api.CellsAsync(id))[0]["seed"]!;

        var retried = await _api.PostAsync($"/api/batches/{id}/retry");

        Assert.Equal(1, (int)retried.Body["retried"]!);
        var job = Assert.Single(await _api.WaitingAsync());
        Assert.Equal((0, seed, failed), (job.Spec.Index, job.Spec.Slots["seed"].GetInt64(), job.Spec.RetryOf));
        var batch = await _api.BatchAsync(id);
        Assert.Equal((2, 0, 1), ((int)batch["images"]!, (int)batch["failed"]!, (int)batch["open"]!));
        Assert.Equal(job.Id.ToString(), (string)(await _api.CellsAsync(id))[0]["jobId"]!);
    }

    [Fact]
    public async Task A_batch_that_is_to_stop_at_its_first_failure_does()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 3 }, "stopAtFirstFailure": true }"""));
        await _api.FailNextAsync();
        await _api.Queue.StopFailedGroupsAsync(Cancel);

        var batch = await _api.BatchAsync(id);
        Assert.Equal(("failed", 1, 2), ((string)batch["state"]!, (int)batch["failed"]!, (int)batch["cancelled"]!));
    }

    [Fact]
    public async Task A_paused_batch_starts_nothing_new_until_it_is_resumed()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 2 } }"""));

        Assert.Equal("paused", (string)(await _api.PostAsync($"/api/batches/{id}/pause")).Body["state"]!);
        Assert.All(await _api.WaitingAsync(), job => Assert.True(job.Held));
        Assert.Equal("running", (string)(await _api.PostAsync($"/api/batches/{id}/resume")).Body["state"]!);
        Assert.All(await _api.WaitingAsync(), job => Assert.False(job.Held));
    }

    [Fact]
    public async Task FUN_BATCH_GEN_027_028_a_batch_has_a_folder_with_its_prompt_and_seeds()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 2, "random": false, "base": 7 } }"""));

        Assert.All(await _api.WaitingAsync(), job => Assert.Equal(new JobPlace(JobPlace.Batch, id), job.Spec.Place));
        var file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Join(_api.Images.Path, $"batches/{id}/batch.json"), Cancel))!;
        Assert.Equal([7, 8], file["batch"]!["cells"]!.AsArray().Select(cell => (long)cell!["seed"]!));
        Assert.All(file["batch"]!["cells"]!.AsArray(), cell => Assert.Equal("a lighthouse at dusk", (string)cell!["prompt"]!));
    }

    [Fact]
    public async Task The_same_key_makes_a_batch_once_and_another_request_with_it_is_refused()
    {
        var request = BatchWords.Batch("""{ "seeds": { "count": 3 } }""");
        var first = await _api.PostAsync("/api/batches", request, ("Idempotency-Key", "one"));
        var second = await _api.PostAsync("/api/batches", request.DeepClone(), ("Idempotency-Key", "one"));
        var third = await _api.PostAsync("/api/batches", BatchWords.Batch("""{ "seeds": { "count": 4 } }"""), ("Idempotency-Key", "one"));

        Assert.Equal((202, 202, 422), (first.Status, second.Status, third.Status));
        Assert.Equal((string)first.Body["id"]!, (string)second.Body["id"]!);
        Assert.Equal(3, (await _api.WaitingAsync()).Count);
    }

    [Fact]
    public async Task Batches_are_listed_the_latest_first_page_by_page()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add(await _api.SubmitBatchAsync(BatchWords.Batch($$"""{ "title": "Batch {{i}}", "seeds": { "count": 2 } }""")));
        await _api.SubmitAsync();

        var page = (await _api.GetAsync("/api/batches?limit=2")).Body;
        var rest = (await _api.GetAsync($"/api/batches?limit=2&after={page["nextCursor"]}")).Body;

        Assert.Equal(["Batch 2", "Batch 1"], page["items"]!.AsArray().Select(batch => (string)batch!["title"]!));
        Assert.Equal([ids[0]], rest["items"]!.AsArray().Select(batch => (string)batch!["id"]!));
        Assert.Null(rest["nextCursor"]);
        Assert.Equal(400, (await _api.GetAsync("/api/batches?after=x")).Status);
    }

    [Fact]
    public async Task A_batch_is_called_as_its_prompt_begins_until_it_gets_a_title()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch());
        Assert.Equal("a lighthouse at dusk", (string)(await _api.BatchAsync(id))["title"]!);

        using var rename = new HttpRequestMessage(HttpMethod.Patch, $"/api/batches/{id}") { Content = new StringContent("""{ "title": "Dusk" }""", System.Text.Encoding.UTF8, "application/json") };
        Assert.Equal("Dusk", (string)(await _api.SendAsync(rename)).Body["title"]!);
        Assert.Equal("Dusk", (string)(await _api.BatchAsync(id))["title"]!);
    }

    [Fact]
    public async Task A_batch_whose_jobs_are_forgotten_is_shown_by_what_was_noted_at_its_end()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 2 } }"""));
        var image = await _api.FinishNextAsync();
        await _api.FailNextAsync();
        await _api.Get<Api.Batches.Keeping.BatchKeeper>().KeepAsync(Cancel);
        await _api.Queue.ClearEndedAsync("local", failedToo: true, Cancel);

        var batch = await _api.BatchAsync(id);
        Assert.Equal(("complete", 1, 1), ((string)batch["state"]!, (int)batch["succeeded"]!, (int)batch["failed"]!));
        var cells = await _api.CellsAsync(id);
        Assert.Equal(image.Id.ToString(), (string)cells[0]["imageId"]!);
        Assert.Equal("Required input is missing: model", (string)cells[1]["failure"]!["message"]!);
        Assert.Equal([id], (await _api.GetAsync("/api/batches")).Body["items"]!.AsArray().Select(each => (string)each!["id"]!));
    }

    [Fact]
    public async Task What_could_not_be_noted_while_the_disk_was_away_is_noted_later()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch());
        File.Delete(Path.Join(_api.Images.Path, $"batches/{id}/batch.json"));

        await _api.Get<Api.Batches.Keeping.BatchKeeper>().KeepAsync(Cancel);

        Assert.True(File.Exists(Path.Join(_api.Images.Path, $"batches/{id}/batch.json")));
    }

    [Fact]
    public async Task A_forgotten_batch_leaves_its_images()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch());
        Assert.Equal(409, (await DeleteAsync(id)).Status);
        var image = await _api.FinishNextAsync();

        Assert.Equal(204, (await DeleteAsync(id)).Status);

        Assert.Equal(404, (await _api.GetAsync($"/api/batches/{id}")).Status);
        Assert.Empty((await _api.GetAsync("/api/batches")).Body["items"]!.AsArray());
        Assert.Equal(200, (await _api.GetAsync($"/api/images/{image.Id}")).Status);
    }

    [Fact]
    public async Task Others_and_what_is_no_batch_are_not_found()
    {
        var generation = (await _api.Queue.FindAsync((await _api.SubmitAsync())[0], Cancel))!.Spec.GroupId;

        foreach (var id in new[] { generation.ToString(), new string('0', 32) })
        {
            Assert.Equal(404, (await _api.GetAsync($"/api/batches/{id}")).Status);
            Assert.Equal(404, (await _api.GetAsync($"/api/batches/{id}/cells")).Status);
            Assert.Equal(404, (await _api.PostAsync($"/api/batches/{id}/cancel")).Status);
        }
    }

    private async Task<Answer> DeleteAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/batches/{id}");
        return await _api.SendAsync(request);
    }
}
