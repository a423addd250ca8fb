using System.Text.Json.Nodes;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Tests.Graphs;

public sealed class ApiGraphTests
{
    private const string TextToImage = """
        {
          "3": { "class_type": "KSampler", "inputs": { "seed": 18446744073709551615, "steps": 20, "model": ["4", 0] } },
          "4": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "sd15/base.safetensors" }, "_meta": { "title": "Model" } },
          "7": { "class_type": "LoraLoader", "inputs": { "lora_name": "ink.safetensors", "model": ["4", 0] } },
          "8": { "class_type": "VAELoader", "inputs": { "vae_name": "pixel_space" } },
          "9": { "class_type": "SaveImage", "inputs": { "images": ["3", 0], "filename_prefix": "ComfyUI" } },
          "10": { "class_type": "SaveImage", "inputs": { "images": ["3", 0], "filename_prefix": ["3", 1] } }
        }
        """;

    [Fact]
    public void A_graph_tells_its_nodes_classes_and_models()
    {
        var graph = ApiGraph.Parse(TextToImage);

        Assert.Equal(["3", "4", "7", "8", "9", "10"], graph.Nodes.Select(node => node.Id));
        Assert.Equal("Model", graph.Node("4").Title);
        Assert.True(graph.ClassTypes.SetEquals(["KSampler", "CheckpointLoaderSimple", "LoraLoader", "VAELoader", "SaveImage"]));
        Assert.Equal([new("checkpoints", "sd15/base.safetensors"), new("loras", "ink.safetensors")], graph.Models);
        Assert.Equal(new GraphLink("4", 0), graph.Node("3").FindLink("model"));
    }

    [Fact]
    public void Setting_a_value_keeps_the_rest_as_it_was()
    {
        var original = ApiGraph.Parse(TextToImage);
        var graph = original.Clone();

        graph.Set("3", "steps", 30);

        var json = graph.ToJsonElement();
        Assert.Equal(30, json.GetProperty("3").GetProperty("inputs").GetProperty("steps").GetInt32());
        Assert.Equal("18446744073709551615", json.GetProperty("3").GetProperty("inputs").GetProperty("seed").GetRawText());
        Assert.Equal(20, original.Node("3").FindValue("steps")!.GetValue<int>());
    }

    [Fact]
    public void Only_literal_filename_prefixes_are_rewritten()
    {
        var graph = ApiGraph.Parse(TextToImage);

        Assert.Equal(1, graph.UseFilenamePrefix("studio/1/out"));

        Assert.Equal("studio/1/out", graph.Node("9").FindText("filename_prefix"));
        Assert.Equal(new GraphLink("3", 1), graph.Node("10").FindLink("filename_prefix"));
    }

    [Theory]
    [InlineData("99", "steps", "The graph has no node '99'")]
    [InlineData("3", "stepz", "node '3' (KSampler) has no input 'stepz'")]
    [InlineData("3", "model", "Input 'model' of node '3' (KSampler) comes from node '4'")]
    public void A_value_for_a_place_that_cannot_take_one_is_refused(string node, string input, string message)
    {
        var exception = Assert.Throws<ApiGraphException>(() => ApiGraph.Parse(TextToImage).Set(node, input, 1));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(node, exception.NodeId);
    }

    [Fact]
    public void A_link_may_replace_a_link()
    {
        var graph = ApiGraph.Parse(TextToImage);

        graph.Set("3", "model", new JsonArray("7", 0));

        Assert.Equal(new GraphLink("7", 0), graph.Node("3").FindLink("model"));
    }

    [Theory]
    [InlineData("[]", "A graph must be a JSON object of nodes, not Array.")]
    [InlineData("{", "The graph is not JSON:")]
    [InlineData("""{"1": 5}""", "Node '1' must be an object")]
    [InlineData("""{"1": {"inputs": {}}}""", "Node '1' has no class_type.")]
    [InlineData("""{"1": {"class_type": "X", "inputs": []}}""", "The inputs of node '1' must be an object, not Array.")]
    [InlineData("""{"1": {"class_type": "X", "inputs": {"a": 1, "a": 2}}}""", "A key stands twice in the graph:")]
    [InlineData("""{"1": {"class_type": "X"}, "1": {"class_type": "Y"}}""", "A key stands twice in the graph:")]
    [InlineData("""{"nodes": [], "links": []}""", "This is a workflow in the editor's format")]
    public void What_is_no_graph_is_named(string json, string message)
    {
        var exception = Assert.Throws<ApiGraphException>(() => ApiGraph.Parse(json));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_without_inputs_is_taken()
    {
        var graph = ApiGraph.Parse("""{"1": {"class_type": "X"}}""");

        Assert.Empty(graph.Node("1").InputNames);
    }
}
