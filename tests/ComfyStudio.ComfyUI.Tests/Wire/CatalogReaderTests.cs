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

    private InputDefinition Input(string node, string input) => _catalog.Nodes[node].Inputs.Single(definition => definition.Name == input);
}
