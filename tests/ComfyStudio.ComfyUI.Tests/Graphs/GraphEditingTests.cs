using System.Text.Json.Nodes;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Tests.Graphs;

public sealed class GraphEditingTests
{
    private const string Chain = """
        {
          "1": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "a.safetensors" } },
          "2": { "class_type": "LoraLoader", "inputs": { "model": ["1", 0], "clip": ["1", 1] } },
          "3": { "class_type": "KSampler", "inputs": { "model": ["2", 0] } },
          "4": { "class_type": "KSampler", "inputs": { "model": ["2", 0], "latent_image": ["3", 0] } },
          "5": { "class_type": "SaveImage", "inputs": { "images": ["3", 0], "filename_prefix": "x" } },
          "12:7": { "class_type": "PreviewImage", "inputs": { "images": ["4", 0] } }
        }
        """;

    private readonly ApiGraph _graph = ApiGraph.Parse(Chain);

    [Fact]
    public void A_link_is_made_or_replaced()
    {
        _graph.Link("2", "model", new("4", 0));
        _graph.Link("3", "vae", new("1", 2));

        Assert.Equal(new GraphLink("4", 0), _graph.Node("2").FindLink("model"));
        Assert.Equal("""["1",2]""", _graph.ToJsonElement().GetProperty("3").GetProperty("inputs").GetProperty("vae").GetRawText());
    }

    [Theory]
    [InlineData("3", "99")]
    [InlineData("99", "3")]
    public void A_link_needs_both_its_ends(string to, string from) =>
        Assert.Equal("99", Assert.Throws<ApiGraphException>(() => _graph.Link(to, "model", new(from, 0))).NodeId);

    [Fact]
    public void A_new_node_has_an_id_of_its_own_and_its_own_inputs()
    {
        var inputs = new JsonObject { ["strength_model"] = 0.5 };

        var id = _graph.AddNode("LoraLoaderModelOnly", inputs, "Ink");
        var next = _graph.AddNode("LoraLoaderModelOnly", inputs, null);
        inputs["strength_model"] = 9;

        Assert.Equal(("6", "7"), (id, next));
        Assert.Equal("Ink", _graph.Node("6").Title);
        Assert.Equal("0.5", _graph.ToJsonElement().GetProperty("6").GetProperty("inputs").GetProperty("strength_model").GetRawText());
        Assert.Null(_graph.Node("7").Title);
    }

    [Fact]
    public void Who_takes_an_output_is_known()
    {
        Assert.Equal([("3", "model"), ("4", "model")], _graph.Consumers(new("2", 0)));
        Assert.Equal([("2", "clip")], _graph.Consumers(new("1", 1)));
        Assert.Empty(_graph.Consumers(new("5", 0)));
    }

    [Fact]
    public void What_no_output_needs_is_dropped()
    {
        _graph.Prune(new HashSet<string> { "5", "no such node" });

        Assert.Equal(["1", "2", "3", "5"], _graph.Nodes.Select(node => node.Id));
        Assert.Equal(["1", "2", "3", "5"], _graph.ToJsonElement().EnumerateObject().Select(node => node.Name));
    }

    [Fact]
    public void A_circle_does_not_keep_pruning_busy()
    {
        _graph.Link("2", "model", new("4", 0));

        _graph.Prune(new HashSet<string> { "12:7" });

        Assert.Equal(["1", "2", "3", "4", "12:7"], _graph.Nodes.Select(node => node.Id));
    }

    [Fact]
    public void Outputs_are_known_from_the_catalogue_and_unknown_nodes_that_save_from_their_prefix()
    {
        var graph = ApiGraph.Parse("""
            {
              "1": { "class_type": "PreviewImage" }, "2": { "class_type": "KSampler" },
              "3": { "class_type": "SomebodysSaver", "inputs": { "filename_prefix": "x" } }, "4": { "class_type": "SomebodysNode" }
            }
            """);

        Assert.True(graph.OutputNodes(Catalogs.Trimmed).SetEquals(["1", "3"]));
    }

    [Fact]
    public void Inputs_that_a_node_gained_get_their_defaults()
    {
        var graph = ApiGraph.Parse("""{ "3": { "class_type": "KSampler", "inputs": { "seed": 5, "model": ["1", 0] } }, "9": { "class_type": "NobodyKnows" } }""");

        var filled = graph.FillDefaults(Catalogs.Trimmed);

        Assert.Equal(
            ["steps=20", "cfg=8", "sampler_name=\"euler\"", "scheduler=\"simple\"", "denoise=1"],
            filled.Select(input => $"{input.Input}={input.Value.ToJsonString()}"));
        Assert.All(filled, input => Assert.Equal(("3", "KSampler"), (input.NodeId, input.ClassType)));
        Assert.Equal(20, graph.Node("3").FindValue("steps")!.GetValue<int>());
        Assert.Equal(5, graph.Node("3").FindValue("seed")!.GetValue<int>());
        Assert.DoesNotContain("positive", graph.Node("3").InputNames);
        Assert.Empty(graph.FillDefaults(Catalogs.Trimmed));
    }

    [Fact]
    public void A_dynamic_combo_is_filled_with_all_that_its_value_asks_for()
    {
        var graph = ApiGraph.Parse("""
            { "1": { "class_type": "ResizeImageMaskNode" }, "2": { "class_type": "ResizeImageMaskNode", "inputs": { "resize_type": "scale by multiplier" } } }
            """);

        graph.FillDefaults(Catalogs.Trimmed);

        Assert.Equal(["resize_type", "resize_type.width", "resize_type.height", "resize_type.crop", "scale_method"], graph.Node("1").InputNames);
        Assert.Equal(["resize_type", "resize_type.multiplier", "scale_method"], graph.Node("2").InputNames);
    }
}
