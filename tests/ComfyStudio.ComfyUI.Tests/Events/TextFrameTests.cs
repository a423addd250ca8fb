using System.Text;
using ComfyStudio.ComfyUI.Events;

namespace ComfyStudio.ComfyUI.Tests.Events;

public sealed class TextFrameTests
{
    [Fact]
    public void A_recorded_run_is_read_from_the_first_status_to_the_end_marker()
    {
        var events = Read("events_text_to_image.jsonl");

        Assert.StartsWith("client-A", Assert.IsType<ComfyUIEvent.Status>(events[0]).SessionId, StringComparison.Ordinal);
        Assert.DoesNotContain(events, happened => happened is ComfyUIEvent.Other);
        var started = Assert.Single(events.OfType<ComfyUIEvent.ExecutionStarted>());
        Assert.Equal(["4", "5", "6"], Assert.Single(events.OfType<ComfyUIEvent.ExecutionCached>()).Nodes);
        Assert.Equal([1.0, 2.0, 3.0, 4.0], events.OfType<ComfyUIEvent.Progress>().Select(progress => progress.Value));
        Assert.Single(Assert.Single(events.OfType<ComfyUIEvent.Executed>()).Output!.Files);
        Assert.Equal(started.PromptId, Assert.IsType<ComfyUIEvent.PromptEnded>(events[^1]).PromptId);
        Assert.True(events.FindIndex(happened => happened is ComfyUIEvent.ExecutionSucceeded) < events.Count - 1);
    }

    [Fact]
    public void A_recorded_failure_names_the_node_and_still_ends()
    {
        var events = Read("events_failed.jsonl");

        var error = Assert.Single(events.OfType<ComfyUIEvent.ExecutionFailed>()).Error;
        Assert.Equal(("2", "LabFail", "ValueError"), (error.NodeId, error.NodeType, error.Type));
        Assert.Equal("boom\nsecond line", error.Message);
        Assert.IsType<ComfyUIEvent.PromptEnded>(events[^1]);
    }

    [Fact]
    public void A_recorded_interrupt_names_the_node_and_still_ends()
    {
        var events = Read("events_interrupted.jsonl");

        var interrupted = Assert.Single(events.OfType<ComfyUIEvent.ExecutionInterrupted>());
        Assert.Equal(("3", "KSampler"), (interrupted.NodeId, interrupted.NodeType));
        Assert.IsType<ComfyUIEvent.PromptEnded>(events[^1]);
    }

    [Fact]
    public void Nodes_that_a_node_expanded_into_point_to_it()
    {
        var events = Read("events_expanded.jsonl");

        var executed = events.OfType<ComfyUIEvent.Executed>().First();
        Assert.Equal(("1.0.0.3", "1"), (executed.Node, executed.DisplayNode));
        var node = events.OfType<ComfyUIEvent.ProgressState>().Last().Nodes["1.0.0.3"];
        Assert.Equal(("1", "finished"), (node.DisplayNodeId, node.State));
    }

    [Fact]
    public void The_frame_after_a_reconnect_has_a_node_without_a_prompt()
    {
        var executing = Assert.IsType<ComfyUIEvent.Executing>(Read("""{"type": "executing", "data": {"node": "3"}}"""u8));

        Assert.Equal(("3", null, null), (executing.Node, executing.DisplayNode, executing.PromptId));
    }

    [Theory]
    [InlineData("""{"type": "crystools.monitor", "data": {"cpu": NaN}}""", "crystools.monitor")]
    [InlineData("""{"type": "executing", "data": {"node": null}}""", "executing")]
    [InlineData("""{"type": "execution_start", "data": {}}""", "execution_start")]
    [InlineData("""{"type": "executed", "data": {"prompt_id": "p"}}""", "executed")]
    [InlineData("""{"type": "status", "data": []}""", "status")]
    [InlineData("""{"type": "logs"}""", "logs")]
    [InlineData("""{"data": {}}""", "")]
    [InlineData("[1]", "")]
    [InlineData("not JSON", "")]
    public void What_is_unknown_or_odd_becomes_an_event_of_its_own(string frame, string type)
    {
        var other = Assert.IsType<ComfyUIEvent.Other>(Read(Encoding.UTF8.GetBytes(frame)));

        Assert.Equal(type, other.Type);
    }

    [Fact]
    public void Progress_that_is_not_a_number_counts_as_none()
    {
        var progress = Assert.IsType<ComfyUIEvent.Progress>(
            Read("""{"type": "progress", "data": {"value": NaN, "max": Infinity, "node": 7}}"""u8));

        Assert.Equal(new ComfyUIEvent.Progress(PromptId: null, "7", 0, 0), progress);
    }

    private static ComfyUIEvent Read(ReadOnlySpan<byte> frame) => TextFrames.Read(frame.ToArray());

    private static List<ComfyUIEvent> Read(string fixture) => [.. Fixture.Lines(fixture).Select(line => TextFrames.Read(line))];
}
