using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Tests.Wire;

public sealed class ResultReaderTests
{
    [Fact]
    public void A_finished_prompt_shows_its_files_and_times()
    {
        var entry = ReadHistory("history_success.json");

        Assert.True(entry.Completed);
        Assert.Equal([new OutputFile("empty_00004_.png", "lab", "output")], entry.Outputs["2"].Files);
        Assert.Equal(10, (entry.EndedAt - entry.StartedAt)!.Value.TotalMilliseconds);
        Assert.Equal(EngineJobStatus.Completed, HistoryReader.ToJob(entry).Status);
    }

    [Fact]
    public void An_interrupted_prompt_is_told_from_a_failed_one()
    {
        var entry = ReadHistory("history_interrupted.json");

        Assert.True(entry.Interrupted);
        Assert.Null(entry.Error);
        Assert.Equal(EngineJobStatus.Cancelled, HistoryReader.ToJob(entry).Status);
    }

    [Fact]
    public void A_failed_prompt_keeps_what_it_made_and_names_the_node()
    {
        var entry = ReadHistory("history_failed_with_outputs.json");

        Assert.Single(entry.Outputs["a2"].Files);
        Assert.Equal(("1", "LoadImage", "Truncated File Read", "OSError"), Facts(entry.Error!));
        Assert.Equal(["a1", "a2"], entry.Error!.Executed);
        Assert.Equal(EngineJobStatus.Failed, HistoryReader.ToJob(entry).Status);
    }

    [Fact]
    public void Outputs_of_expanded_nodes_keep_their_own_ids() =>
        Assert.Equal(["1.0.0.3", "2"], ReadHistory("history_expanded.json").Outputs.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Jobs_of_every_status_are_read()
    {
        Assert.Equal(EngineJobStatus.Completed, ReadJob("job_completed.json").Status);
        Assert.Equal(EngineJobStatus.Running, ReadJob("job_running.json").Status);
        Assert.Equal(EngineJobStatus.Cancelled, ReadJob("job_cancelled.json").Status);
        var failed = ReadJob("job_failed.json");
        Assert.Equal(EngineJobStatus.Failed, failed.Status);
        Assert.Equal(("1", "LoadImage", "Truncated File Read", "OSError"), Facts(failed.Error!));
        Assert.NotNull(failed.EndedAt);
    }

    [Fact]
    public void Outputs_of_any_kind_and_shape_are_read()
    {
        const string Outputs = """
            {
              "1": { "gifs": [{"filename": "a.mp4", "subfolder": "v", "type": "output", "format": "video/h264"}], "animated": [true] },
              "2": { "text": ["a cat", "a dog"], "images": {"filename": "b.png"} },
              "3": null,
              "4": [1, 2],
              "5": { "images": [null, 7, {"filename": 5}, {"no": "name"}], "numbers": [NaN], "other": {"deep": {"filename": "x"}} }
            }
            """;
        using var document = LenientJson.TryParse(System.Text.Encoding.UTF8.GetBytes(Outputs));

        var outputs = OutputReader.ReadAll(document!.RootElement);

        Assert.Equal([new OutputFile("a.mp4", "v", "output", "gifs")], outputs["1"].Files);
        Assert.Equal([new OutputFile("b.png", "", "output")], outputs["2"].Files);
        Assert.Equal(["a cat", "a dog"], outputs["2"].Texts);
        Assert.Empty(outputs["5"].Files);
        Assert.Equal(["1", "2", "5"], outputs.Keys);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status": null, "outputs": null}""")]
    [InlineData("""{"status": {"messages": {"a": 1}}, "outputs": []}""")]
    [InlineData("""{"status": {"messages": [null, [], ["execution_start"], ["execution_start", {"timestamp": "soon"}]]}}""")]
    public void A_history_entry_of_odd_shape_is_read_as_far_as_it_goes(string entry)
    {
        var read = HistoryReader.Read("p", JsonElement.Parse(entry));

        Assert.Empty(read.Outputs);
        Assert.Null(read.StartedAt);
    }

    [Fact]
    public void Pending_prompts_are_listed_in_the_order_of_execution()
    {
        var queue = QueueReader.Read(Fixture.Json("queue.json"));

        // As the recorded server then executed them.
        Assert.Equal(["aad43c20", "7fe82760", "0dedfa21", "827a4f78", "0703afd0", "c36418f3"], queue.Pending.Select(id => id[..8]));
        Assert.Equal("2e1f0282", Assert.Single(queue.Running)[..8]);
        Assert.True(queue.Contains(queue.Pending[3]));
    }

    [Fact]
    public void Entries_of_a_queue_that_are_none_are_passed_over()
    {
        const string Odd = """{"queue_running": {"a": 1}, "queue_pending": [[2, "b"], "odd", [1], [null, "a"], [1, 5]]}""";

        var queue = QueueReader.Read(JsonElement.Parse(Odd));

        Assert.Empty(queue.Running);
        Assert.Equal(["a", "b"], queue.Pending);
    }

    [Fact]
    public void The_facts_of_a_machine_are_read()
    {
        var stats = StatsReader.Read(Fixture.Json("system_stats.json"))!;

        Assert.Equal(("0.33.0", "linux"), (stats.Version, stats.Os));
        Assert.Equal([new DeviceStats("cpu", "cpu", null, 25276514304, 22194163712)], stats.Devices);
        Assert.Contains("--cpu", stats.Arguments);
        Assert.Null(StatsReader.Read(JsonElement.Parse("{}")));
    }

    private static (string, string, string, string) Facts(NodeException error) => (error.NodeId, error.NodeType, error.Message, error.Type);

    private static HistoryEntry ReadHistory(string fixture)
    {
        var entry = Fixture.Json(fixture).EnumerateObject().Single();
        return HistoryReader.Read(entry.Name, entry.Value);
    }

    private static EngineJob ReadJob(string fixture) => JobReader.Read(Fixture.Json(fixture))!;
}
