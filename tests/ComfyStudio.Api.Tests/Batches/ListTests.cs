using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Batches;

public sealed class ListTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Batches:KeepInterval", "01:00:00"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Each_line_is_a_prompt()
    {
        var id = await _api.SubmitBatchAsync(List("a fox, in the snow\n\n  an owl  \r\n"));

        Assert.Equal(["a fox, in the snow", "an owl"], (await _api.CellsAsync(id)).Select(cell => (string)cell["prompt"]!));
    }

    [Theory]
    [InlineData("csv", "prompt,steps,CFG\n\"a fox, red\",10,4.5\nan owl,20,")]
    [InlineData("auto", "prompt,steps,CFG\n\"a fox, red\",10,4.5\nan owl,20,")]
    [InlineData("tsv", "prompt\tsteps\tcfg\na fox, red\t10\t4.5\nan owl\t20\t")]
    [InlineData("csv", "prompt;steps;CFG\na fox, red;10;4.5\nan owl;20;")]
    [InlineData("auto", "prompt;steps;CFG\na fox, red;10;4.5\nan owl;20;")]
    [InlineData("auto", "prompt;steps;CFG\na fox, red;10;4,5\nan owl;20;")]
    [InlineData("tsv", "prompt\tsteps\tcfg\na fox, red\t10\t4,5\nan owl\t20\t")]
    [InlineData("csv", "\uFEFFprompt,steps,CFG\n\"a fox, red\",10,4.5\nan owl,20,")]
    [InlineData("auto", "\uFEFFprompt,steps,CFG\n\"a fox, red\",10,4.5\nan owl,20,")]
    [InlineData("auto", "Prompt\tSteps\tcfg\na fox, red\t10\t4.5\nan owl\t20\t")]
    public async Task Columns_go_into_the_slots_that_they_are_called_like(string format, string text)
    {
        var id = await _api.SubmitBatchAsync(List(text, format));

        var cells = await _api.CellsAsync(id);
        Assert.Equal("""{"prompt":"a fox, red","steps":10,"cfg":4.5}""", cells[0]["values"]!.ToJsonString());
        Assert.Equal("""{"prompt":"an owl","steps":20}""", cells[1]["values"]!.ToJsonString());
        Assert.Equal(7, (await _api.WaitingAsync())[1].Spec.Slots["cfg"].GetDouble());
    }

    [Theory]
    [InlineData("""{ "what": "prompt", "how long": "steps" }""", "what,how long,why\na fox,10,x")]
    [InlineData("""{ "1": "prompt", "2": "steps" }""", "a fox,10,x")]
    public async Task Columns_go_where_they_are_said_to_go(string columns, string text)
    {
        var id = await _api.SubmitBatchAsync(List(text, "csv", columns));

        Assert.Equal("""{"prompt":"a fox","steps":10}""", Assert.Single(await _api.CellsAsync(id))["values"]!.ToJsonString());
    }

    [Theory]
    [InlineData("1girl, solo, smile\n1boy, hat, night", "lines")]
    [InlineData("fox; red\nowl; blue", "lines")]
    [InlineData("a fox in the snow", "lines")]
    [InlineData("steps,CFG\n10,4\n20,5", "csv")]
    [InlineData("what,how long\na fox,10\nan owl,20", "csv")]
    public async Task Prompts_of_short_words_are_lines_and_a_table_is_known_by_its_headings_or_its_numbers(string text, string format)
    {
        var guessed = await _api.PostAsync("/api/batches/plan", List(text));
        var said = await _api.PostAsync("/api/batches/plan", List(text, format));

        Assert.Equal(said.Body["list"]?.ToJsonString(), guessed.Body["list"]?.ToJsonString());
        Assert.Equal(said.Error("list.columns"), guessed.Error("list.columns"));
        Assert.Equal(said.Error("slots.prompt"), guessed.Error("slots.prompt"));
    }

    [Fact]
    public async Task Faults_are_told_by_row_and_column_and_the_rest_can_be_looked_at()
    {
        var request = List("prompt,steps\na fox,10\nan owl,many\na cat,999\na dog,20,30", "csv");

        var plan = await _api.PostAsync("/api/batches/plan", request);
        Assert.Equal(200, plan.Status);
        var list = plan.Body["list"]!;
        Assert.Equal((4, 1), ((int)list["total"]!, (int)plan.Body["images"]!));
        Assert.Equal(["prompt", "steps"], list["columns"]!.AsArray().Select(column => (string)column!["slot"]!));
        Assert.Equal(["an owl", "many"], list["rows"]![1]!.AsArray().Select(cell => (string)cell!));
        Assert.Equal([(1, "steps"), (2, "steps"), (3, "steps")], list["errors"]!.AsArray().Select(error => ((int)error!["row"]!, (string)error["column"]!)));

        var refused = await _api.PostAsync("/api/batches", request.DeepClone());
        Assert.Equal(400, refused.Status);
        Assert.Equal("Steps must be a whole number.", refused.Error("list.rows[1].steps"));
        Assert.Equal("Steps must be from 1 to 150.", refused.Error("list.rows[2].steps"));
        Assert.Contains("put quotes", refused.Error("list.rows[3].steps"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_without_a_prompt_is_one_only_where_all_share_one()
    {
        var request = List("prompt,steps\na fox,10\n,20", "csv");
        Assert.Equal("Prompt must not be empty.", (await _api.PostAsync("/api/batches", request)).Error("list.rows[1].prompt"));

        request["slots"]!["prompt"] = "a lighthouse";
        Assert.Equal(["a fox", "a lighthouse"], (await _api.CellsAsync(await _api.SubmitBatchAsync(request.DeepClone().AsObject()))).Select(cell => (string)cell["prompt"]!));
    }

    [Theory]
    [InlineData("", "auto", "{}", "list.text")]
    [InlineData("prompt,steps", "csv", "{}", "list.text")]
    [InlineData("a", "xml", "{}", "list.format")]
    [InlineData("a,b\n1,2", "csv", "{}", "list.columns")]
    [InlineData("a,b\n1,2", "csv", """{ "a": "nothing" }""", "list.columns.a")]
    [InlineData("a,b\n1,2", "csv", """{ "a": "prompt", "b": "prompt" }""", "list.columns")]
    [InlineData("prompt,prompt\na,b", "csv", "{}", "list.columns")]
    [InlineData(" \n\t\n", "lines", "{}", "list.text")]
    public async Task A_list_that_cannot_be_used_is_refused(string text, string format, string columns, string field)
    {
        var answer = await _api.PostAsync("/api/batches/plan", List(text, format, columns));

        Assert.Equal(400, answer.Status);
        Assert.NotEmpty(answer.Error(field));
        Assert.Empty(answer.Error("slots.prompt"));
    }

    [Fact]
    public async Task Rows_are_combined_with_axes_and_each_row_has_seeds_of_its_own()
    {
        var request = List("a fox\nan owl");
        request["axes"] = JsonNode.Parse("""[{ "slot": "steps", "values": [1, 2] }]""");
        request["seeds"] = JsonNode.Parse("""{ "count": 2 }""");

        var cells = await _api.CellsAsync(await _api.SubmitBatchAsync(request));

        Assert.Equal(8, cells.Count);
        Assert.Equal(4, cells.Select(cell => (long)cell["seed"]!).Distinct().Count());
        Assert.Equal("[1,1,0,0,1]", cells[^1]["at"]!.ToJsonString());
    }

    [Fact]
    public async Task A_batch_grows_by_rows()
    {
        var id = await _api.SubmitBatchAsync(List("prompt,steps\na fox,10", "csv"));

        Assert.Equal(202, (await _api.PostAsync($"/api/batches/{id}/grow", JsonNode.Parse("""{ "rows": [["an owl, \"old\"", "20"]] }"""))).Status);

        Assert.Equal(["a fox", "an owl, \"old\""], (await _api.CellsAsync(id)).Select(cell => (string)cell["prompt"]!));
        Assert.Equal(2, (int)(await _api.BatchAsync(id))["rows"]!);
    }

    private static JsonObject List(string text, string format = "auto", string columns = "{}")
    {
        var request = BatchWords.Batch();
        ((JsonObject)request["slots"]!).Remove("prompt");
        request["list"] = new JsonObject { ["text"] = text, ["format"] = format, ["columns"] = JsonNode.Parse(columns) };
        return request;
    }
}
