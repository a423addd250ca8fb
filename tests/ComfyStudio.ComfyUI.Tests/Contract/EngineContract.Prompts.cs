using System.Text;
using System.Text.Json;

namespace ComfyStudio.ComfyUI.Tests.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task A_prompt_goes_from_the_queue_to_its_file()
    {
        var prefix = $"comfystudio-contract/{NewId()}";

        var (events, promptId) = await RunAsync(SavedPicture(prefix));

        var executed = Assert.Single(events.OfType<ComfyUIEvent.Executed>());
        var expected = new OutputFile(prefix.Split('/')[1] + "_00001_.png", "comfystudio-contract", "output");
        Assert.Equal(("2", expected), (executed.Node, Assert.Single(executed.Output!.Files)));
        var job = (await Client.FindJobAsync(promptId, Cancellation))!;
        Assert.Equal(EngineJobStatus.Completed, job.Status);
        Assert.Equal(expected, Assert.Single(job.Outputs["2"].Files));
        Assert.True(job.StartedAt <= job.EndedAt);
        var entry = (await Client.FindHistoryAsync(promptId, Cancellation))!;
        Assert.True(entry is { Completed: true, StatusText: "success", Interrupted: false, Error: null });
        await using var file = (await Client.OpenFileAsync(expected, Cancellation))!;
        Assert.Equal("image/png", file.ContentType);
        Assert.True((await ReadAsync(file)).AsSpan().StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]));
    }

    [Fact]
    public async Task The_events_of_a_prompt_come_in_order_and_end_with_the_marker()
    {
        var (events, promptId) = await RunAsync(ShownPicture());

        var order = events.Select(happened => happened switch
        {
            ComfyUIEvent.ExecutionStarted => "started",
            ComfyUIEvent.Executing { Node: var node } => $"executing {node}",
            ComfyUIEvent.Executed { Node: var node } => $"executed {node}",
            ComfyUIEvent.ExecutionSucceeded => "succeeded",
            ComfyUIEvent.PromptEnded => "ended",
            _ => null,
        }).OfType<string>();
        Assert.Equal(["started", "executing 1", "executing 2", "executed 2", "succeeded", "ended"], order);
        Assert.All(
            events.OfType<ComfyUIEvent.ProgressState>(), state => Assert.All(state.Nodes.Values, node => Assert.Equal(node.NodeId, node.DisplayNodeId)));
        Assert.Equal("finished", events.OfType<ComfyUIEvent.ProgressState>().Last(state => state.PromptId == promptId).Nodes["2"].State);
    }

    [Fact]
    public async Task A_socket_begins_with_its_own_name_and_the_engines_flags()
    {
        var clientId = NewId();
        await using var stream = await Client.ConnectAsync(clientId, Cancellation);

        var first = await stream.ReadAllAsync(Cancellation).FirstAsync(Cancellation);
        var flags = await stream.ReadAllAsync(Cancellation).OfType<ComfyUIEvent.FeatureFlags>().FirstAsync(Cancellation);

        Assert.Equal(clientId, Assert.IsType<ComfyUIEvent.Status>(first).SessionId);
        Assert.True(flags.Flags.GetProperty("supports_preview_metadata").GetBoolean());
    }

    [Fact]
    public async Task Events_reach_the_client_that_asked_and_nobody_else()
    {
        var clientId = NewId();
        await using var other = await Client.ConnectAsync(clientId, Cancellation);

        var (_, foreign) = await RunAsync(ShownPicture());
        var own = Request(ShownPicture(), clientId);
        await Client.SubmitAsync(own, Cancellation);

        var events = await ReadToEndOfAsync(other, own.PromptId);
        Assert.DoesNotContain(events, happened => happened.ToString().Contains(foreign, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_throws_is_named_and_the_prompt_still_ends()
    {
        // A prefix that leaves the output folder passes the validation and fails when the node runs.
        var (events, promptId) = await RunAsync(SavedPicture("../../comfystudio-contract"));

        var failed = Assert.Single(events.OfType<ComfyUIEvent.ExecutionFailed>());
        Assert.Equal(("2", "SaveImage"), (failed.Error.NodeId, failed.Error.NodeType));
        Assert.NotEqual("", failed.Error.Message);
        var job = (await Client.FindJobAsync(promptId, Cancellation))!;
        Assert.Equal(EngineJobStatus.Failed, job.Status);
        Assert.Equal(("2", failed.Error.Message), (job.Error!.NodeId, job.Error.Message));
        Assert.Equal("error", (await Client.FindHistoryAsync(promptId, Cancellation))!.StatusText);
    }

    [Theory]
    [InlineData("""{"1": {"class_type": "NoSuchNode", "inputs": {}}}""", "missing_node_type", "1", "missing_node_type", null)]
    [InlineData("""{"1": {"class_type": "PreviewImage", "inputs": {}}}""", "prompt_outputs_failed_validation", "1", "required_input_missing", "images")]
    [InlineData("""{"1": {"class_type": "PreviewImage", "inputs": {"images": ["9", 0]}}}""", "prompt_outputs_failed_validation", "1", "exception_during_validation", null)]
    [InlineData("""{"1": {"class_type": "EmptyImage", "inputs": {"width": 0, "height": 8, "batch_size": 1, "color": 0}}, "2": {"class_type": "PreviewImage", "inputs": {"images": ["1", 0]}}}""", "prompt_outputs_failed_validation", "1", "value_smaller_than_min", "width")]
    [InlineData("""{"1": {"class_type": "EmptyImage", "inputs": {"width": "wide", "height": 8, "batch_size": 1, "color": 0}}, "2": {"class_type": "PreviewImage", "inputs": {"images": ["1", 0]}}}""", "prompt_outputs_failed_validation", "1", "invalid_input_type", "width")]
    public async Task A_graph_with_a_fault_is_refused_with_its_node_and_input(
        string graph, string refusal, string node, string type, string? input)
    {
        var exception = await Assert.ThrowsAsync<PromptRejectedException>(() => Client.SubmitAsync(Request(graph), Cancellation));

        Assert.Equal(refusal, exception.ErrorType);
        Assert.Contains(exception.Errors, error => error.NodeId == node && error.Type == type && error.Input == input);
    }

    [Theory]
    [InlineData("{}", "prompt_no_outputs")]
    [InlineData("""{"1": {"class_type": "EmptyImage", "inputs": {"width": 8, "height": 8, "batch_size": 1, "color": 0}}}""", "prompt_no_outputs")]
    public async Task A_graph_without_an_output_is_refused(string graph, string refusal)
    {
        var exception = await Assert.ThrowsAsync<PromptRejectedException>(() => Client.SubmitAsync(Request(graph), Cancellation));

        Assert.Equal(refusal, exception.ErrorType);
    }

    [Fact]
    public async Task A_prompt_id_must_be_a_canonical_UUID()
    {
        var request = Request(ShownPicture()) with { PromptId = "7" };

        var exception = await Assert.ThrowsAsync<PromptRejectedException>(() => Client.SubmitAsync(request, Cancellation));

        Assert.Equal("invalid_prompt_id", exception.ErrorType);
    }

    [Fact]
    public async Task An_invalid_output_is_left_out_and_the_valid_one_runs()
    {
        var clientId = NewId();
        await using var stream = await Client.ConnectAsync(clientId, Cancellation);
        var request = Request(
            $$"""
            {
              "1": {{Picture()}},
              "2": { "class_type": "PreviewImage", "inputs": { "images": ["1", 0] } },
              "3": { "class_type": "PreviewImage", "inputs": {} }
            }
            """,
            clientId);

        var accepted = await Client.SubmitAsync(request, Cancellation);

        Assert.Equal(("3", "images"), (Assert.Single(accepted.NodeErrors).NodeId, accepted.NodeErrors[0].Input));
        var events = await ReadToEndOfAsync(stream, request.PromptId);
        Assert.Equal("2", Assert.Single(events.OfType<ComfyUIEvent.Executed>()).Node);
    }

    [Fact]
    public async Task An_accepted_prompt_keeps_the_id_that_was_made_for_it()
    {
        var request = Request(ShownPicture());

        var accepted = await Client.SubmitAsync(request, Cancellation);

        Assert.Equal(request.PromptId, accepted.PromptId);
        Assert.Empty(accepted.NodeErrors);
        Assert.NotNull(await Client.FindJobAsync(request.PromptId, Cancellation));
    }

    [Fact]
    public async Task What_was_never_sent_is_unknown_everywhere()
    {
        var id = NewId();

        Assert.Null(await Client.FindJobAsync(id, Cancellation));
        Assert.Null(await Client.FindHistoryAsync(id, Cancellation));
        Assert.False((await Client.GetQueueAsync(Cancellation)).Contains(id));
        Assert.False(await Client.CancelAsync(id, Cancellation));
        await Client.DeletePendingAsync([id], Cancellation);
        await Client.DeleteHistoryAsync([id], Cancellation);
        await Client.InterruptAsync(id, Cancellation);
    }

    [Fact]
    public async Task A_forgotten_prompt_is_unknown_again()
    {
        var (_, promptId) = await RunAsync(ShownPicture());
        Assert.True(await Client.HasJobsApiAsync(Cancellation));
        Assert.Contains(await Client.ListJobsAsync(Cancellation), job => job.Id == promptId && job.Status == EngineJobStatus.Completed);

        await Client.DeleteHistoryAsync([promptId], Cancellation);

        Assert.Null(await Client.FindJobAsync(promptId, Cancellation));
    }

    [Fact]
    public async Task A_cancelled_prompt_is_gone_or_marked_and_an_ended_one_stays()
    {
        var requests = Enumerable.Range(0, 5).Select(_ => Request(ShownPicture())).ToList();
        foreach (var request in requests)
            await Client.SubmitAsync(request, Cancellation);

        var wasAlive = await Client.CancelAsync(requests[^1].PromptId, Cancellation);

        // How far the engine got by then is its own affair; that the answers agree is not.
        if (!wasAlive)
            Assert.Equal(EngineJobStatus.Completed, (await Client.FindJobAsync(requests[^1].PromptId, Cancellation))!.Status);
        var (_, later) = await RunAsync(ShownPicture());
        Assert.Equal(EngineJobStatus.Completed, (await Client.FindJobAsync(later, Cancellation))!.Status);
        Assert.Equal(EngineJobStatus.Completed, (await Client.FindJobAsync(requests[0].PromptId, Cancellation))!.Status);
        Assert.False(await Client.CancelAsync(later, Cancellation));
    }

    [Fact]
    public async Task A_picture_carries_its_graph_and_what_was_sent_along()
    {
        var clientId = NewId();
        await using var stream = await Client.ConnectAsync(clientId, Cancellation);
        var request = Request(SavedPicture($"comfystudio-contract/{NewId()}"), clientId) with
        {
            ExtraPngInfo = JsonElement.Parse("""{"workflow": {"made_by": "the contract"}}"""),
        };
        await Client.SubmitAsync(request, Cancellation);
        var events = await ReadToEndOfAsync(stream, request.PromptId);

        await using var file = await Client.OpenFileAsync(events.OfType<ComfyUIEvent.Executed>().Single().Output!.Files[0], Cancellation);

        var png = Encoding.Latin1.GetString(await ReadAsync(file!));
        Assert.Contains("tEXtprompt\0{\"1\":", png, StringComparison.Ordinal);
        Assert.Contains("tEXtworkflow\0{\"made_by\": \"the contract\"}", png, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_may_speak_in_words()
    {
        Assert.SkipUnless(await Client.FindNodeAsync("GetImageSize", Cancellation) is not null, "This engine has no GetImageSize.");

        var (events, _) = await RunAsync(
            $$"""
            {
              "1": {{Picture()}},
              "2": { "class_type": "GetImageSize", "inputs": { "image": ["1", 0] } },
              "3": { "class_type": "EmptyImage", "inputs": { "width": ["2", 0], "height": ["2", 1], "batch_size": 1, "color": 0 } },
              "4": { "class_type": "PreviewImage", "inputs": { "images": ["3", 0] } }
            }
            """);

        Assert.Contains(events.OfType<ComfyUIEvent.Text>(), text => text.NodeId == "2" && text.Content.Contains("width: 64", StringComparison.Ordinal));
    }
}
