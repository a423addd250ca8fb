using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Templates;
using ComfyStudio.Api.Tests.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Tests.Generation;

public sealed class BinderTests : IDisposable
{
    private const string Graph = """
        { "1": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "x.safetensors" } },
          "2": { "class_type": "VAELoader", "inputs": { "vae_name": "v.safetensors" } },
          "3": { "class_type": "CLIPTextEncode", "inputs": { "text": "", "clip": ["1", 1] } },
          "4": { "class_type": "KSampler", "inputs": { "model": ["1", 0], "positive": ["3", 0], "negative": ["3", 0], "latent_image": ["5", 0], "width": 8, "height": 8 } },
          "5": { "class_type": "LoadImage", "inputs": { "image": "a.png" } },
          "6": { "class_type": "VAEDecode", "inputs": { "samples": ["4", 0], "vae": ["2", 0] } },
          "7": { "class_type": "SaveImage", "inputs": { "images": ["6", 0], "filename_prefix": "x" } } }
        """;

    private readonly InputsFolder _inputs = new();

    public void Dispose() => _inputs.Dispose();

    [Fact]
    public void A_size_goes_into_its_inputs_in_pairs()
    {
        var graph = Bind("""{ "type": "size", "default": { "width": 8, "height": 8 }, "inputs": ["4.width", "4.height"] }""", """{ "width": 640, "height": 480 }""").Graph;

        Assert.Equal((640, 480), (Number(graph, "4", "width"), Number(graph, "4", "height")));
    }

    [Fact]
    public void An_image_is_uploaded_by_the_worker_under_the_name_of_its_content()
    {
        var bound = Bind("""{ "type": "image", "required": true, "inputs": ["5.image"] }""", $"\"{_inputs.PictureId}\"");

        var input = Assert.Single(bound.Inputs);
        Assert.Equal(("5", "image", _inputs.PictureId, _inputs.PictureId + ".png"), (input.NodeId, input.Input, input.Sha256, input.RelativePath));
        Assert.Equal($"studio/{_inputs.PictureId}.png", bound.Graph.Node("5").FindText("image"));
    }

    [Theory]
    [InlineData("null", false)]
    [InlineData("\"w.safetensors\"", true)]
    public void A_part_without_a_value_is_linked_past_and_left_out(string value, bool isThere)
    {
        var bound = Bind("""{ "type": "model", "choicesFrom": "vae", "inputs": ["2.vae_name"], "off": { "6.vae": ["1", 2] } }""", value);

        Assert.Equal(isThere, bound.Graph.FindNode("2") is not null);
        Assert.Equal(isThere ? new GraphLink("2", 0) : new GraphLink("1", 2), bound.Graph.Node("6").FindLink("vae"));
        Assert.Equal(isThere, bound.Requirements(null).Models.Contains("vae/w.safetensors"));
        Assert.Equal(isThere, bound.Marks.Any(mark => mark.Slot == "slot"));
    }

    [Fact]
    public void An_image_of_a_part_that_is_off_is_not_uploaded()
    {
        var bound = Bind(
            """{ "type": "boolean", "default": false, "inputs": [], "off": { "4.latent_image": ["1", 0] } }""", "false",
            """{ "name": "image", "label": "Image", "type": "image", "required": true, "inputs": ["5.image"] }""", ("image", $"\"{_inputs.PictureId}\""));

        Assert.Null(bound.Graph.FindNode("5"));
        Assert.Empty(bound.Inputs);
    }

    [Fact]
    public void LoRAs_are_chained_behind_the_checkpoint_and_everybody_takes_the_last_one()
    {
        var bound = Bind(
            """{ "type": "loras", "inputs": ["1.0", "1.1"] }""",
            """[{ "name": "a.safetensors", "strength": 0.8 }, { "name": "b.safetensors", "strength": 0.5, "clip": 0 }]""");

        var (a, b) = (bound.Graph.Nodes.Single(node => node.FindText("lora_name") == "a.safetensors"), bound.Graph.Nodes.Single(node => node.FindText("lora_name") == "b.safetensors"));
        Assert.Equal((new GraphLink("1", 0), new GraphLink("1", 1)), (a.FindLink("model"), a.FindLink("clip")));
        Assert.Equal((new GraphLink(a.Id, 0), new GraphLink(a.Id, 1)), (b.FindLink("model"), b.FindLink("clip")));
        Assert.Equal(new GraphLink(b.Id, 0), bound.Graph.Node("4").FindLink("model"));
        Assert.Equal(new GraphLink(b.Id, 1), bound.Graph.Node("3").FindLink("clip"));
        Assert.Equal(("LoraLoader", 0.8, 0.8), (a.ClassType, Number(bound.Graph, a.Id, "strength_model"), Number(bound.Graph, a.Id, "strength_clip")));
        Assert.Equal((0.5, 0), (Number(bound.Graph, b.Id, "strength_model"), Number(bound.Graph, b.Id, "strength_clip")));
        Assert.Equal("slot", bound.SlotAt(b.Id, "lora_name"));
        Assert.Contains("loras/a.safetensors", bound.Requirements(null).Models);
    }

    [Fact]
    public void LoRAs_of_a_model_alone_leave_the_text_encoder()
    {
        var graph = Bind("""{ "type": "loras", "inputs": ["1.0"] }""", """[{ "name": "a.safetensors" }]""").Graph;

        var lora = graph.Nodes.Single(node => node.ClassType == "LoraLoaderModelOnly");
        Assert.Equal(["lora_name", "strength_model", "model"], lora.InputNames);
        Assert.Equal((new GraphLink(lora.Id, 0), new GraphLink("1", 1)), (graph.Node("4").FindLink("model"), graph.Node("3").FindLink("clip")));
    }

    [Fact]
    public void Without_LoRAs_the_graph_stays_as_it_is()
    {
        var graph = Bind("""{ "type": "loras", "inputs": ["1.0", "1.1"] }""", "[]").Graph;

        Assert.Equal(ApiGraph.Parse(Graph).Nodes.Count, graph.Nodes.Count);
    }

    [Fact]
    public void The_templates_own_graph_is_not_touched()
    {
        var template = Template("""{ "type": "text", "default": "", "inputs": ["3.text"] }""");
        var before = template.Graph.ToString();

        new TemplateBinder(_inputs.Files).Bind(template, Values(("slot", "\"changed\"")), [NodeFixture.Catalog]);

        Assert.Equal(before, template.Graph.ToString());
    }

    private BoundGraph Bind(string slot, string value, string? other = null, (string Name, string Value)? another = null)
    {
        var values = another is { } more ? Values(("slot", value), more) : Values(("slot", value));
        return new TemplateBinder(_inputs.Files).Bind(Template(slot, other), values, []);
    }

    private static Dictionary<string, JsonElement> Values(params (string Name, string Json)[] values) =>
        values.ToDictionary(value => value.Name, value => JsonElement.Parse(value.Json));

    private static Template Template(string slot, string? other = null)
    {
        var named = JsonNode.Parse(slot)!;
        (named["name"], named["label"]) = ("slot", "Slot");
        using var folder = new TemplatesFolder();
        folder.Write("mine", Graph, $$"""{ "slots": [{{named}}{{(other is null ? "" : "," + other)}}] }""");
        return Assert.Single(TemplateReader.ReadFolder(folder.Path));
    }

    private static double Number(ApiGraph graph, string node, string input) => graph.Node(node).FindValue(input)!.GetValue<double>();
}
