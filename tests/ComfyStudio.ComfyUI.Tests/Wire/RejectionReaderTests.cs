using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Tests.Wire;

public sealed class RejectionReaderTests
{
    [Fact]
    public void Every_node_and_input_at_fault_is_named()
    {
        var rejection = RejectionReader.Read(Fixture.Json("prompt_refused_two_nodes.json"))!;

        Assert.Equal("prompt_outputs_failed_validation", rejection.ErrorType);
        Assert.Collection(
            rejection.Errors,
            error => Assert.Equal(("4", "CheckpointLoaderSimple", "value_not_in_list", "ckpt_name"), (error.NodeId, error.NodeType, error.Type, error.Input)),
            error => Assert.Equal(("3", "KSampler", "value_smaller_than_min", "steps"), (error.NodeId, error.NodeType, error.Type, error.Input)));
        Assert.StartsWith(
            "ComfyUI refused the graph: CheckpointLoaderSimple (node 4), ckpt_name: Value not in list: ckpt_name: 'nope' not in [", rejection.Message, StringComparison.Ordinal);
        Assert.EndsWith("(1 more)", rejection.Message, StringComparison.Ordinal);
        Assert.Equal("KSampler (node 3), steps: Value -1 smaller than min of 1", rejection.Errors[1].ToString());
    }

    [Fact]
    public void A_missing_node_type_names_its_node_although_node_errors_is_empty()
    {
        var error = Assert.Single(RejectionReader.Read(Fixture.Json("prompt_refused_missing_node.json"))!.Errors);

        Assert.Equal(("1", "NoSuchNode", "missing_node_type"), (error.NodeId, error.NodeType, error.Type));
        Assert.Null(error.Input);
    }

    [Fact]
    public void A_nodes_own_validation_names_the_input()
    {
        var error = Assert.Single(RejectionReader.Read(Fixture.Json("prompt_refused_custom.json"))!.Errors);

        Assert.Equal(("LoadImage", "custom_validation_failed", "image"), (error.NodeType, error.Type, error.Input));
    }

    [Fact]
    public void An_exception_during_validation_names_the_node_alone()
    {
        var error = Assert.Single(RejectionReader.Read(Fixture.Json("prompt_refused_exception.json"))!.Errors);

        Assert.Equal(("9", "SaveImage", null), (error.NodeId, error.NodeType, error.Input));
    }

    [Theory]
    [InlineData("""{"error": {"type": "prompt_no_outputs", "message": "Prompt has no outputs", "details": "", "extra_info": {}}, "node_errors": []}""")]
    [InlineData("""{"error": {"type": "prompt_no_outputs", "message": "Prompt has no outputs"}}""")]
    public void A_fault_of_the_whole_graph_names_no_node(string answer)
    {
        var rejection = RejectionReader.Read(JsonElement.Parse(answer))!;

        Assert.Empty(rejection.Errors);
        Assert.Equal("ComfyUI refused the graph: Prompt has no outputs", rejection.Message);
    }

    [Theory]
    [InlineData("""{"error": "bad request"}""")]
    [InlineData("""[]""")]
    public void Another_servers_error_is_not_taken_for_a_rejection(string answer) => Assert.Null(RejectionReader.Read(JsonElement.Parse(answer)));
}
