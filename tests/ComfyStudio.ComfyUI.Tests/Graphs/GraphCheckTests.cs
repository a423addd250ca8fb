using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Tests.Graphs;

public sealed class GraphCheckTests
{
    private const string Sound = """
        {
          "4": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "random-sd15.safetensors" } },
          "5": { "class_type": "EmptyLatentImage", "inputs": { "width": 512, "height": 512, "batch_size": 1 } },
          "6": { "class_type": "CLIPTextEncode", "inputs": { "text": "a lighthouse", "clip": ["4", 1] } },
          "3": { "class_type": "KSampler", "inputs": { "seed": 18446744073709551615, "steps": 20, "cfg": 8, "sampler_name": "euler", "scheduler": "normal",
                 "denoise": 1.0, "model": ["4", 0], "positive": ["6", 0], "negative": ["6", 0], "latent_image": ["5", 0] } },
          "8": { "class_type": "VAEDecode", "inputs": { "samples": ["3", 0], "vae": ["4", 2] } },
          "9": { "class_type": "SaveImage", "inputs": { "filename_prefix": "ComfyUI", "images": ["8", 0] } }
        }
        """;

    [Fact]
    public void A_sound_graph_has_no_faults() => Assert.Empty(Find(Sound));

    [Theory]
    [InlineData("\"KSampler\"", "\"Zeta\"", "3", null, "The engine does not have the node Zeta.")]
    [InlineData("\"steps\": 20,", "", "3", "steps", "'steps' is required and has no value.")]
    [InlineData("\"steps\": 20", "\"steps\": 0", "3", "steps", "'steps' must be at least 1.")]
    [InlineData("\"cfg\": 8", "\"cfg\": 100.5", "3", "cfg", "'cfg' must be at most 100.")]
    [InlineData("\"cfg\": 8", "\"cfg\": \"much\"", "3", "cfg", "'cfg' must be a number.")]
    [InlineData("\"euler\"", "\"oiler\"", "3", "sampler_name", "'sampler_name' does not know 'oiler'.")]
    [InlineData("random-sd15.safetensors", "gone.safetensors", "4", "ckpt_name", "'ckpt_name' does not know 'gone.safetensors'.")]
    [InlineData("\"samples\": [\"3\", 0]", "\"samples\": [\"4\", 0]", "8", "samples", "'samples' takes LATENT, but node '4' (CheckpointLoaderSimple) gives MODEL.")]
    [InlineData("\"samples\": [\"3\", 0]", "\"samples\": [\"3\", 1]", "8", "samples", "'samples' takes output 1 of node '3' (KSampler), which has 1.")]
    [InlineData("\"samples\": [\"3\", 0]", "\"samples\": [\"33\", 0]", "8", "samples", "'samples' comes from node '33', which is not in the graph.")]
    [InlineData("\"samples\": [\"3\", 0]", "\"samples\": \"3\"", "8", "samples", "'samples' takes LATENT from another node, not a value.")]
    public void A_fault_names_its_place(string good, string bad, string node, string? input, string message)
    {
        var fault = Assert.Single(Find(Sound.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Equal((node, input, message), (fault.NodeId, fault.Input, fault.Message));
    }

    [Fact]
    public void All_faults_are_told_at_once() =>
        Assert.Equal(["ckpt_name", "steps"], Find(Sound.Replace("random-sd15", "x", StringComparison.Ordinal).Replace("20", "0", StringComparison.Ordinal)).Select(fault => fault.Input));

    [Fact]
    public void Links_in_a_circle_are_found()
    {
        var graph = ApiGraph.Parse("""
            {
              "1": { "class_type": "ImageInvert", "inputs": { "image": ["3", 0] } },
              "2": { "class_type": "PreviewImage", "inputs": { "images": ["1", 0] } },
              "3": { "class_type": "ImageInvert", "inputs": { "image": ["1", 0] } }
            }
            """);

        var fault = Assert.Single(GraphCheck.Find(graph, Catalogs.Trimmed));

        Assert.Contains(fault.NodeId, (string[])["1", "3"]);
        Assert.EndsWith("its links run in a circle.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "input": ["1", 0], "resize_type": "scale by multiplier", "resize_type.multiplier": 9, "scale_method": "area" }""", "'resize_type.multiplier' must be at most 8.")]
    [InlineData("""{ "input": ["1", 0], "resize_type": "scale width", "resize_type.multiplier": 2, "scale_method": "area" }""", "'resize_type.width' is required and has no value.")]
    [InlineData("""{ "input": ["1", 0], "resize_type": "bigger", "scale_method": "area" }""", "'resize_type' does not know 'bigger'.")]
    public void Inputs_of_a_dynamic_combo_are_looked_at_too(string inputs, string message)
    {
        var graph = $$"""{ "1": { "class_type": "LoadImage", "inputs": { "image": "never seen.png" } }, "2": { "class_type": "ResizeImageMaskNode", "inputs": {{inputs}} } }""";

        Assert.Equal([message], Find(graph).Select(fault => fault.Message));
    }

    [Theory]
    [InlineData("""{ "images.image0": ["1", 0], "images.image1": ["1", 0] }""", 0)]
    [InlineData("{}", 1)]
    public void An_input_that_grows_has_its_values_under_other_names(string inputs, int faults)
    {
        var graph = $$"""{ "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" } }, "2": { "class_type": "BatchImagesNode", "inputs": {{inputs}} } }""";

        Assert.Equal(faults, Find(graph).Count);
    }

    [Fact]
    public void Model_names_match_across_separators()
    {
        var catalog = NodeCatalog.Parse("""{ "L": { "input": { "required": { "name": [["sdxl\\base.safetensors"], {}] } } } }"""u8);

        Assert.Empty(GraphCheck.Find(ApiGraph.Parse("""{ "1": { "class_type": "L", "inputs": { "name": "sdxl/base.safetensors" } } }"""), catalog));
    }

    private static IReadOnlyList<GraphFault> Find(string graph) => GraphCheck.Find(ApiGraph.Parse(graph), Catalogs.Trimmed);
}
