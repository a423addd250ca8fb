using System.Text.Json.Nodes;
using ComfyStudio.Api.Tests.Templates;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Batches;

public sealed class SweepTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Batches:KeepInterval", "01:00:00"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Axes_are_combined_and_along_them_only_what_they_say_differs()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""
            { "seeds": { "count": 2 }, "axes": [{ "slot": "steps", "values": [10, 20] }, { "slot": "cfg", "range": { "from": 4, "to": 5, "step": 0.5 } }] }
            """));

        var cells = await _api.CellsAsync(id);
        Assert.Equal(12, cells.Count);
        Assert.Equal("""[0,0,0,0,0] {"steps":10,"cfg":4}""", Text(cells[0]));
        Assert.Equal("""[0,0,0,0,1] {"steps":10,"cfg":4}""", Text(cells[1]));
        Assert.Equal("""[0,0,1,0,0] {"steps":10,"cfg":4.5}""", Text(cells[2]));
        Assert.Equal("""[0,1,2,0,1] {"steps":20,"cfg":5}""", Text(cells[^1]));
        Assert.Equal(2, cells.Select(cell => (long)cell["seed"]!).Distinct().Count());
        var last = (await _api.WaitingAsync())[^1].Spec;
        Assert.Equal((20, 5.0), (last.Slots["steps"].GetInt32(), last.Slots["cfg"].GetDouble()));
    }

    [Fact]
    public async Task Axes_that_go_along_with_each_other_are_not_combined()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""
            { "axes": [{ "slot": "width", "values": [512, 1024] }, { "slot": "height", "values": [1024, 512], "zipWith": 0 }, { "slot": "steps", "values": [1, 2] }] }
            """));

        Assert.Equal(
            ["""{"width":512,"height":1024,"steps":1}""", """{"width":512,"height":1024,"steps":2}""", """{"width":1024,"height":512,"steps":1}""", """{"width":1024,"height":512,"steps":2}"""],
            (await _api.CellsAsync(id)).Select(cell => cell["values"]!.ToJsonString()));
    }

    [Fact]
    public async Task Everything_wrong_with_a_sweep_is_told_at_once()
    {
        var answer = await _api.PostAsync("/api/batches", BatchWords.Batch("""
            {
              "slots": { "prompt": "", "cfg": 99 },
              "axes": [
                { "slot": "steps", "values": [10, 500, "x"] }, { "slot": "width", "range": { "from": 512, "to": 1024, "step": -64 } }, { "slot": "nothing", "values": [1] }
              ]
            }
            """));

        Assert.Equal(400, answer.Status);
        Assert.Equal("Steps must be from 1 to 150.", answer.Error("axes[0].values[1]"));
        Assert.Equal("Steps must be a whole number.", answer.Error("axes[0].values[2]"));
        Assert.Equal("The step must lead from the first number to the last.", answer.Error("axes[1].range"));
        Assert.StartsWith("Say which slot the axis goes through: prompt", answer.Error("axes[2].slot"), StringComparison.Ordinal);
        Assert.NotEmpty(answer.Error("slots.prompt"));
        Assert.NotEmpty(answer.Error("slots.cfg"));
    }

    [Theory]
    [InlineData("""[{ "slot": "steps", "values": [1, 2] }, { "slot": "cfg", "values": [1, 2, 3], "zipWith": 0 }]""", "axes[1].zipWith")]
    [InlineData("""[{ "slot": "steps", "values": [1, 2], "zipWith": 0 }]""", "axes[0].zipWith")]
    [InlineData("""[{ "slot": "steps", "values": [1] }, { "slot": "steps", "values": [2] }]""", "axes[1].slot")]
    [InlineData("""[{ "slot": "steps" }]""", "axes[0].values")]
    [InlineData("""[{ "slot": "steps", "range": { "from": 1, "to": 1000000, "step": 0.01 } }]""", "axes[0].range")]
    [InlineData("""[{ "slot": "steps", "range": { "from": 1, "to": 5, "step": 0 } }]""", "axes[0].range")]
    [InlineData("""[{ "slot": "steps", "range": { "from": 5, "to": 1, "step": 1 } }]""", "axes[0].range")]
    [InlineData("""[{ "slot": "steps", "range": { "from": -7e28, "to": 7e28, "step": 1 } }]""", "axes[0].range")]
    [InlineData("""[{ "slot": "steps", "range": { "from": 1, "to": 1e15, "step": 1e-28 } }]""", "axes[0].range")]
    [InlineData("""[{ "slot": "strength", "values": [1] }]""", "axes[0].slot")]
    [InlineData("""[{ "slot": "steps", "values": [1] }, { "slot": "cfg", "values": [1] }, { "slot": "width", "values": [512] }, { "slot": "height", "values": [512] }]""", "axes")]
    public async Task Axes_that_do_not_hold_together_are_refused(string axes, string field)
    {
        var answer = await _api.PostAsync("/api/batches/plan", BatchWords.Batch($$"""{ "axes": {{axes}} }"""));

        Assert.Equal(400, answer.Status);
        Assert.NotEmpty(answer.Error(field));
    }

    [Theory]
    [InlineData("""{ "seeds": { "count": 3 } }""")]
    [InlineData("""{ "axes": [{ "slot": "steps", "values": [10, 20] }], "seeds": { "count": 2 } }""")]
    [InlineData("""{ "axes": [{ "slot": "seed", "values": [-1, 7] }] }""")]
    public async Task Open_seeds_are_drawn_before_an_engine_is_asked_whether_it_would_take_them(string how)
    {
        await _api.PublishNodesAsync(NodeFixture.Json);

        var answer = await _api.PostAsync("/api/batches/plan", BatchWords.Batch(how));

        Assert.Equal((200, 0), (answer.Status, (answer.Body["errors"] as JsonArray)?.Count ?? 0));
        Assert.Equal(202, (await _api.PostAsync("/api/batches", BatchWords.Batch(how))).Status);
    }

    [Fact]
    public async Task Values_that_an_engine_would_refuse_are_told_by_their_place()
    {
        await _api.PublishNodesAsync(NodeFixture.Changed(nodes => nodes["KSampler"]!["input"]!["required"]!["steps"]![1]!["max"] = 30));

        var answer = await _api.PostAsync("/api/batches", BatchWords.Batch("""{ "axes": [{ "slot": "steps", "values": [40, 20, 50] }] }"""));

        Assert.Equal(400, answer.Status);
        Assert.Contains("must be at most 30", answer.Error("axes[0].values[0]"), StringComparison.Ordinal);
        Assert.Empty(answer.Error("axes[0].values[1]"));
        Assert.Contains("must be at most 30", answer.Error("axes[0].values[2]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_made_in_the_order_in_which_models_change_least_and_shown_in_the_order_asked()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl, StudioApi.Sd15));
        var request = BatchWords.Batch($$"""
            { "axes": [{ "slot": "steps", "values": [1, 2] }, { "slot": "checkpoint", "values": ["{{StudioApi.Sdxl}}", "{{StudioApi.Sd15}}"] }] }
            """);

        var plan = (await _api.PostAsync("/api/batches/plan", request)).Body;
        var id = await _api.SubmitBatchAsync(request.DeepClone().AsObject());

        Assert.Equal(("models", 1, 4), ((string)plan["order"]!, (int)plan["modelSwitches"]!, (int)plan["images"]!));
        Assert.Equal([0, 2, 1, 3], (await _api.WaitingAsync()).Select(job => job.Spec.Index));
        Assert.Equal([StudioApi.Sdxl, StudioApi.Sd15, StudioApi.Sdxl, StudioApi.Sd15], (await _api.CellsAsync(id)).Select(cell => (string)cell["values"]!["checkpoint"]!));
    }

    [Fact]
    public async Task FUN_BATCH_GEN_025_a_plan_tells_what_is_to_come_and_stores_nothing()
    {
        var plan = (await _api.PostAsync("/api/batches/plan", BatchWords.Batch("""{ "seeds": { "count": 7 }, "axes": [{ "slot": "prompt", "values": ["a", "b"] }] }"""))).Body;

        Assert.Equal((14, "asked", 0), ((int)plan["images"]!, (string)plan["order"]!, (int)plan["modelSwitches"]!));
        Assert.Equal(["a", "a", "a", "a", "a"], plan["prompts"]!.AsArray().Select(prompt => (string)prompt!));
        Assert.Null(plan["seconds"]);
        Assert.Empty(await _api.WaitingAsync());
    }

    [Fact]
    public async Task FUN_BATCH_GEN_025_time_and_disk_are_told_from_past_runs()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl));
        await _api.SubmitAsync();
        var lease = await _api.RunNextAsync();
        var image = await _api.StoreAsync("past", lease.Job);
        var sample = new ComfyStudio.Jobs.RunSample("text_to_image_sdxl", lease.Job.Spec.Requirements.ClassKey(), Warm: true, 2.5, DateTimeOffset.UnixEpoch);
        await _api.Queue.CompleteAsync(lease, [new ComfyStudio.Jobs.JobOutput(0, image.Id.ToString(), image.RelativePath, image.Sha256, image.Bytes, 64, 48)], sample, TestContext.Current.CancellationToken);

        // What is known of past runs is read now and then.
        var plan = await Eventually.FindAsync(
            async () => (await _api.PostAsync("/api/batches/plan", BatchWords.Batch("""{ "seeds": { "count": 10 } }"""))).Body is { } answer && answer["seconds"] is not null ? answer : null,
            TestContext.Current.CancellationToken);

        Assert.Equal(25, (double)plan["seconds"]!["p50"]!);
    }

    [Fact]
    public async Task A_batch_grows_by_seeds_and_what_is_there_stays()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 2, "random": false, "base": 5 }, "axes": [{ "slot": "steps", "values": [1, 2] }] }"""));
        var before = (await _api.CellsAsync(id)).Select(Text).ToList();

        var grown = await _api.PostAsync($"/api/batches/{id}/grow", new JsonObject { ["seeds"] = 1 });

        Assert.Equal((202, 2), (grown.Status, (int)grown.Body["images"]!));
        var cells = await _api.CellsAsync(id);
        Assert.Equal(before, cells.Take(4).Select(Text));
        Assert.Equal(["""[0,0,0,0,2] {"steps":1}""", """[0,1,0,0,2] {"steps":2}"""], cells.Skip(4).Select(Text));
        Assert.Equal([5, 6, 5, 6, 7, 7], cells.Select(cell => (long)cell["seed"]!));
        Assert.Equal((6, 3, 1), ((int)(await _api.BatchAsync(id))["images"]!, (int)(await _api.BatchAsync(id))["seeds"]!, (int)(await _api.BatchAsync(id))["revision"]!));
        Assert.Equal([0, 1, 2, 3, 4, 5], (await _api.WaitingAsync()).Select(job => job.Spec.Index));
    }

    [Fact]
    public async Task A_batch_grows_by_values_with_the_seeds_that_the_others_have()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 2 }, "axes": [{ "slot": "steps", "values": [1] }] }"""));

        Assert.Equal(202, (await _api.PostAsync($"/api/batches/{id}/grow", JsonNode.Parse("""{ "axis": { "index": 0, "values": [9] } }"""))).Status);

        var cells = await _api.CellsAsync(id);
        Assert.Equal(["""{"steps":1}""", """{"steps":1}""", """{"steps":9}""", """{"steps":9}"""], cells.Select(cell => cell["values"]!.ToJsonString()));
        Assert.Equal(cells.Take(2).Select(cell => (long)cell["seed"]!), cells.Skip(2).Select(cell => (long)cell["seed"]!));
    }

    [Theory]
    [InlineData("{}", "grow")]
    [InlineData("""{ "seeds": 0 }""", "seeds")]
    [InlineData("""{ "axis": { "index": 3, "values": [1] } }""", "axis.index")]
    [InlineData("""{ "axis": { "index": 0, "values": [] } }""", "axis.values")]
    [InlineData("""{ "axis": { "index": 0, "values": [900] } }""", "axes[0].values[1]")]
    [InlineData("""{ "rows": [["x"]] }""", "rows")]
    public async Task Growth_that_does_not_fit_is_refused(string request, string field)
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "axes": [{ "slot": "steps", "values": [1] }] }"""));

        var answer = await _api.PostAsync($"/api/batches/{id}/grow", JsonNode.Parse(request));

        Assert.Equal(400, answer.Status);
        Assert.NotEmpty(answer.Error(field));
    }

    [Fact]
    public async Task Alternatives_without_repeats_come_all_before_one_comes_twice()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 6 }, "wildcards": { "withoutRepeats": true } }""", """{ "prompt": "a {red|green|blue} {fox|owl}" }"""));

        Assert.Equal(6, (await _api.CellsAsync(id)).Select(cell => (string)cell["prompt"]!).Distinct().Count());
        var plan = await _api.PostAsync("/api/batches/plan", BatchWords.Batch("""{ "seeds": { "count": 7 }, "wildcards": { "withoutRepeats": true } }""", """{ "prompt": "a {red|green|blue} {fox|owl}" }"""));
        Assert.Contains("in 6 ways", plan.Body["warnings"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_images_are_stored_at_once()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""
            { "seeds": { "count": 10 }, "axes": [{ "slot": "steps", "range": { "from": 1, "to": 10, "step": 1 } }, { "slot": "cfg", "range": { "from": 1, "to": 10, "step": 1 } }] }
            """));

        var batch = await _api.BatchAsync(id);
        Assert.Equal((1000, 1000), ((int)batch["images"]!, (int)batch["open"]!));
        var last = (await _api.GetAsync($"/api/batches/{id}/cells?from=990&count=500")).Body["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(990, 10), last.Select(cell => (int)cell!["index"]!));
        Assert.All(last, cell => Assert.Equal("queued", (string)cell!["state"]!));
    }

    private static string Text(JsonNode cell) => $"{cell["at"]!.ToJsonString()} {cell["values"]!.ToJsonString()}";
}
