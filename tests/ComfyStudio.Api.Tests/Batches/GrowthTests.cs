using System.Text.Json.Nodes;
using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Batches;

/// <summary>What becomes of a batch that gets more: sent twice, of nothing, after its end, and when the queue has forgotten it.</summary>
public sealed class GrowthTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Batches:KeepInterval", "01:00:00"), ("Batches:MaxImages", "6"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task The_same_growth_sent_twice_is_carried_out_once_also_when_no_more_would_fit()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 2 } }"""));

        var first = await GrowAsync(id, """{ "seeds": 3 }""", "more");
        var second = await GrowAsync(id, """{ "seeds": 3 }""", "more");
        var other = await GrowAsync(id, """{ "seeds": 1 }""", "more");

        Assert.Equal((202, 202, 422), (first.Status, second.Status, other.Status));
        Assert.Equal((3, 3), ((int)first.Body["images"]!, (int)second.Body["images"]!));
        Assert.Equal(5, (await _api.WaitingAsync()).Count);
        Assert.Equal(5, (int)(await _api.BatchAsync(id))["images"]!);
    }

    [Theory]
    [InlineData("""[[" "], [""]]""")]
    [InlineData("""[[]]""")]
    public async Task Rows_with_nothing_in_them_are_no_growth(string rows)
    {
        var request = BatchWords.Batch("""{ "list": { "text": "a fox\nan owl" } }""");
        var id = await _api.SubmitBatchAsync(request);

        var answer = await GrowAsync(id, $$"""{ "rows": {{rows}} }""");

        Assert.Equal((400, "There is nothing in these rows."), (answer.Status, answer.Error("rows")));
    }

    [Fact]
    public async Task A_batch_that_has_ended_grows_and_goes_on()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 1 } }"""));
        await _api.FinishNextAsync();
        await KeepAsync();
        Assert.Equal("complete", (string)(await _api.BatchAsync(id))["state"]!);

        await GrowAsync(id, """{ "seeds": 1 }""");

        var batch = await _api.BatchAsync(id);
        Assert.Equal(("running", 2, 1), ((string)batch["state"]!, (int)batch["images"]!, (int)batch["open"]!));
        Assert.Null(batch["endedAt"]);
        await _api.FinishNextAsync(shade: 1);
        Assert.Equal("complete", (string)(await _api.BatchAsync(id))["state"]!);
    }

    [Fact]
    public async Task One_that_the_queue_has_forgotten_grows_and_still_tells_what_came_of_its_first_cells()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 2 } }"""));
        await _api.FinishNextAsync();
        await _api.FailNextAsync();
        await ForgetAsync();
        Assert.Equal(["succeeded", "failed"], await StatesAsync(id));

        Assert.Equal(202, (await GrowAsync(id, """{ "seeds": 1 }""")).Status);
        await KeepAsync();

        Assert.Equal(["succeeded", "failed", "queued"], await StatesAsync(id));
        await _api.FailNextAsync();
        await ForgetAsync();
        Assert.Equal(["succeeded", "failed", "failed"], await StatesAsync(id));
        var batch = await _api.BatchAsync(id);
        Assert.Equal((3, 1, 2), ((int)batch["images"]!, (int)batch["succeeded"]!, (int)batch["failed"]!));
    }

    [Theory]
    [InlineData("csv", "prompt;steps\na fox, red;10", "an owl; old")]
    [InlineData("auto", "prompt;steps\na fox, red;10", "an owl; old")]
    [InlineData("auto", "prompt\tsteps\na fox\t10", "an owl\told")]
    public async Task Rows_are_added_as_the_table_is_written(string format, string text, string prompt)
    {
        var request = BatchWords.Batch();
        request["list"] = new JsonObject { ["text"] = text, ["format"] = format };
        var id = await _api.SubmitBatchAsync(request);

        var rows = new JsonArray(new JsonArray(prompt, "20"));
        Assert.Equal(202, (await GrowAsync(id, new JsonObject { ["rows"] = rows }.ToJsonString())).Status);

        var last = (await _api.CellsAsync(id))[^1];
        Assert.Equal((prompt, 20), ((string)last["prompt"]!, (int)last["values"]!["steps"]!));
    }

    private Task<Answer> GrowAsync(string id, string more, string? key = null) =>
        _api.PostAsync($"/api/batches/{id}/grow", JsonNode.Parse(more), key is null ? [] : [("Idempotency-Key", key)]);

    private async Task<IEnumerable<string>> StatesAsync(string id) => (await _api.CellsAsync(id)).Select(cell => (string)cell["state"]!);

    private Task KeepAsync() => _api.Get<BatchKeeper>().KeepAsync(Cancel);

    /// <summary>Its end is noted before; that an end is looked at again only now and then must not matter here.</summary>
    private async Task ForgetAsync()
    {
        foreach (var id in await _api.Get<BatchBook>().ListKnownToQueueAsync(Cancel))
            await _api.Get<BatchNotes>().KeepAsync((await _api.Get<BatchBook>().FindAsync(id, Cancel))!, Cancel);
        await _api.Queue.ClearEndedAsync("local", failedToo: true, Cancel);
    }
}
