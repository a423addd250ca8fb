using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Tests.Wire;

public sealed class CatalogReaderTests
{
    private readonly NodeCatalog _catalog = CatalogReader.Read(Fixture.Json("object_info.json"));

    [Fact]
    public void Choices_are_found_in_the_old_and_the_new_spelling()
    {
        Assert.Equal(["random-sd15-small.safetensors", "random-sd15.safetensors"], _catalog.Choices("CheckpointLoaderSimple", "ckpt_name"));
        Assert.Contains("euler", _catalog.Choices("KSampler", "sampler_name"));
        Assert.Contains("multiply", _catalog.Choices("ImageBlend", "blend_mode"));
        Assert.Equal("COMBO", Input("CheckpointLoaderSimple", "ckpt_name").Type);
        Assert.Equal("COMBO", Input("ImageBlend", "blend_mode").Type);
    }

    [Fact]
    public void Choices_may_be_numbers_or_fetched_elsewhere()
    {
        Assert.Equal(["5", "10"], _catalog.Choices("KlingTextToVideoWithAudio", "duration"));
        Assert.Empty(_catalog.Choices("LoadImageOutput", "image"));
        Assert.Empty(_catalog.Choices("NoSuchNode", "x"));
        Assert.Empty(_catalog.Choices("KSampler", "nothing"));
    }

    [Fact]
    public void Limits_and_defaults_are_read()
    {
        var cfg = Input("KSampler", "cfg");
        Assert.Equal(("FLOAT", true, 0.0, 100.0, 0.1), (cfg.Type, cfg.IsRequired, cfg.Min, cfg.Max, cfg.Step));
        Assert.Equal(8.0, cfg.Default);
        Assert.Equal(20L, Input("KSampler", "steps").Default);
        Assert.Equal(18446744073709551615.0, Input("KSampler", "seed").Max);
    }

    [Fact]
    public void Output_nodes_and_sockets_are_known()
    {
        Assert.True(_catalog.Nodes["SaveImage"].IsOutput);
        Assert.False(_catalog.Nodes["KSampler"].IsOutput);
        Assert.Equal(["MODEL", "CLIP", "VAE"], _catalog.Nodes["CheckpointLoaderSimple"].Outputs);
        Assert.DoesNotContain(_catalog.Nodes["SaveImage"].Inputs, input => input.Name == "extra_pnginfo");
    }

    [Fact]
    public void A_graph_that_needs_more_than_the_engine_has_is_seen()
    {
        var graph = ApiGraph.Parse("""{"1": {"class_type": "SaveImage"}, "2": {"class_type": "Zeta"}, "3": {"class_type": "Alpha"}}""");

        Assert.Equal(["Alpha", "Zeta"], _catalog.MissingFor(graph));
    }

    [Fact]
    public void Definitions_of_odd_shape_are_read_as_far_as_they_go()
    {
        const string Odd = """
            {
              "A": { "input": { "required": [], "optional": { "x": "STRING", "y": [], "z": [["a", 1, null], 5], "w": null } }, "output": ["INT", ["a", "b"]] },
              "B": null,
              "C": {}
            }
            """;

        var catalog = CatalogReader.Read(JsonElement.Parse(Odd));

        Assert.Equal(["A", "C"], catalog.Nodes.Keys);
        Assert.Equal(["x:STRING", "y:*", "z:COMBO", "w:*"], catalog.Nodes["A"].Inputs.Select(input => $"{input.Name}:{input.Type}"));
        Assert.Equal(["a", "1"], catalog.Choices("A", "z"));
        Assert.Equal(["INT", "COMBO"], catalog.Nodes["A"].Outputs);
    }

    [Fact]
    public void What_the_editor_draws_is_known()
    {
        Assert.True(Drawn("CLIPTextEncode", "text") is { IsWidget: true, Multiline: true });
        Assert.True(Drawn("KSampler", "seed") is { IsWidget: true, ControlAfterGenerate: true });
        Assert.True(Drawn("KSampler", "steps") is { IsWidget: true, ControlAfterGenerate: false, Tooltip: "The number of steps used in the denoising process." });
        Assert.True(Drawn("KSampler", "model") is { IsWidget: false, ForceInput: false });
        Assert.True(Drawn("CreateHookKeyframesFromFloats", "floats_strength") is { IsWidget: false, ForceInput: true });
        Assert.True(Drawn("LoadImage", "image") is { IsWidget: true, ImageUpload: true, IsUpload: true });
        Assert.True(Drawn("LoadVideo", "file") is { ImageUpload: false, IsUpload: true });
        Assert.Equal("FLOAT", Drawn("LTXVEmptyLatentAudio", "frame_rate").WidgetType);
        Assert.Equal("monotone_cubic", JsonElement.Parse(Drawn("CurveEditor", "curve").DefaultJson!).GetProperty("interpolation").GetString());
    }

    [Theory]
    [InlineData("\"seed\": [\"INT\", {}]", true)]
    [InlineData("\"noise_seed\": [\"INT\"]", true)]
    [InlineData("\"seed\": [\"INT\", {\"control_after_generate\": false}]", false)]
    [InlineData("\"seed\": [\"FLOAT\", {}]", false)]
    [InlineData("\"frame\": [\"INT\", {\"control_after_generate\": \"then\"}]", true)]
    public void Whole_numbers_called_seed_have_a_second_widget(string input, bool expected)
    {
        var catalog = NodeCatalog.Parse(System.Text.Encoding.UTF8.GetBytes("{\"N\": {\"input\": {\"required\": {" + input + "}}}}"));

        Assert.Equal(expected, catalog.Nodes["N"].Inputs[0].ControlAfterGenerate);
    }

    [Fact]
    public void A_dynamic_combo_tells_what_each_choice_asks_for()
    {
        var combo = Drawn("ResizeImageMaskNode", "resize_type");

        Assert.Equal("scale dimensions", combo.Choices[0]);
        Assert.Equal(["resize_type.width", "resize_type.height", "resize_type.crop"], combo.InputsOf("scale dimensions").Select(input => input.Name));
        Assert.Equal(["resize_type.match:False", "resize_type.crop:True"], combo.InputsOf("match size").Select(input => $"{input.Name}:{input.IsWidget}"));
        Assert.Empty(combo.InputsOf(null));
    }

    [Fact]
    public void Widgets_keep_the_order_that_the_engine_names()
    {
        var catalog = NodeCatalog.Parse("{\"N\": {\"input\": {\"required\": {\"a\": [\"INT\"], \"b\": [\"INT\"]}}, \"input_order\": {\"required\": [\"b\", \"a\"]}}}"u8);

        Assert.Equal(["b", "a"], catalog.Nodes["N"].Inputs.Select(input => input.Name));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nothing")]
    public void What_is_no_catalogue_is_refused(string json) =>
        Assert.Throws<FormatException>(() => NodeCatalog.Parse(System.Text.Encoding.UTF8.GetBytes(json)));

    private static InputDefinition Drawn(string node, string input) => Graphs.Catalogs.Trimmed.Find(node)!.FindInput(input)!;

    private InputDefinition Input(string node, string input) => _catalog.Nodes[node].Inputs.Single(definition => definition.Name == input);
}
