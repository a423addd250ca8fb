using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Tests.Graphs.Editor;

public sealed class GroupNodeTests
{
    // A loader, two prompts, a sampler that wants a latent from outside, and a decoder whose picture goes out.
    private const string Paint = """
        "groupNodes": { "paint": { "nodes": [
          { "id": -1, "type": "CheckpointLoaderSimple", "outputs": [{ "type": "MODEL" }, { "type": "CLIP" }, { "type": "VAE" }], "widgets_values": ["old.ckpt"] },
          { "id": -1, "type": "CLIPTextEncode", "inputs": [{ "name": "clip", "type": "CLIP" }], "outputs": [{ "type": "CONDITIONING" }], "widgets_values": ["old"] },
          { "id": -1, "type": "CLIPTextEncode", "inputs": [{ "name": "clip", "type": "CLIP" }], "outputs": [{ "type": "CONDITIONING" }], "widgets_values": ["old"] },
          { "id": -1, "type": "KSampler", "inputs": [{ "name": "model", "type": "MODEL" }, { "name": "positive", "type": "CONDITIONING" }, { "name": "negative", "type": "CONDITIONING" },
              { "name": "latent_image", "type": "LATENT" }], "outputs": [{ "type": "LATENT" }], "widgets_values": [1, "fixed", 20, 8, "euler", "normal", 1] },
          { "id": -1, "type": "VAEDecode", "inputs": [{ "name": "samples", "type": "LATENT" }, { "name": "vae", "type": "VAE" }], "outputs": [{ "type": "IMAGE" }] }],
          "links": [[0, 1, 1, 0, 4, "CLIP"], [0, 1, 2, 0, 4, "CLIP"], [0, 0, 3, 0, 4, "MODEL"], [1, 0, 3, 1, 6, "CONDITIONING"], [2, 0, 3, 2, 7, "CONDITIONING"],
                    [3, 0, 4, 0, 3, "LATENT"], [0, 2, 4, 1, 4, "VAE"]], "external": [] } }
        """;

    private const string Around = """
        { "id": 1, "type": "EmptyLatentImage", "outputs": [{ "type": "LATENT" }], "widgets_values": [768, 512, 3] },
        { "id": 3, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 2 }], "widgets_values": ["x"] }
        """;

    private const string Links = """[1, 1, 0, 2, 0, "LATENT"], [2, 2, 0, 3, 0, "IMAGE"]""";

    [Fact]
    public void A_group_is_unfolded_with_the_values_that_are_drawn_on_it()
    {
        var conversion = Convert(Paint, """["sd15.safetensors", "a lighthouse", "blurry", 42, "fixed", 17, 6.5, "dpmpp_2m", "karras", 0.87]""");

        Assert.Equal(["1", "3", "2:0", "2:1", "2:2", "2:3", "2:4"], conversion.Ids());
        Assert.Equal("""{"text":"a lighthouse","clip":["2:0",1]}""", conversion.Inputs("2:1"));
        Assert.Equal("""{"text":"blurry","clip":["2:0",1]}""", conversion.Inputs("2:2"));
        Assert.Equal(
            """{"seed":42,"steps":17,"cfg":6.5,"sampler_name":"dpmpp_2m","scheduler":"karras","denoise":0.87,"model":["2:0",0],"positive":["2:1",0],"negative":["2:2",0],"latent_image":["1",0]}""",
            conversion.Inputs("2:3"));
        Assert.Equal("""{"filename_prefix":"x","images":["2:4",0]}""", conversion.Inputs("3"));
    }

    [Fact]
    public void Values_that_do_not_come_out_even_are_not_guessed() =>
        Assert.Equal(
            "2 workflow>paint: Its values do not fit the engine's versions of the nodes inside this group. Ungroup it in ComfyUI, then export again.",
            Convert(Paint, """["sd15.safetensors", "a lighthouse", "blurry", 42, "fixed", 17, 6.5]""").Problem());

    [Fact]
    public void A_node_inside_that_the_engine_does_not_have_is_named()
    {
        var problem = Assert.Single(Convert(Paint.Replace("VAEDecode", "Sparkle", StringComparison.Ordinal), "[]").Problems);

        Assert.Equal(("2:4", "Sparkle", true), (problem.NodeId, problem.Type, problem.IsMissingNode));
    }

    [Fact]
    public void A_group_that_contains_itself_is_refused()
    {
        var conversion = Convert("""
            "groupNodes": { "paint": { "nodes": [{ "type": "workflow>paint", "outputs": [{ "type": "IMAGE" }] }, { "type": "workflow>paint" }], "links": [], "external": [] } }
            """, "[]");

        Assert.Null(conversion.Graph);
        Assert.NotEmpty(conversion.Problems);
    }

    [Fact]
    public void Widgets_of_a_group_are_served_from_outside_under_the_names_that_the_group_gave_them()
    {
        var conversion = Serve(
            """{ "name": "steps", "type": "INT", "link": 3, "widget": { "name": "steps" } }, { "name": "CLIPTextEncode text", "type": "STRING", "link": 4, "widget": { "name": "CLIPTextEncode text" } }""");

        Assert.Contains("\"text\":\"a lighthouse\"", conversion.Inputs("2:1"), StringComparison.Ordinal);
        Assert.Equal("""{"text":["5",0],"clip":["2:0",1]}""", conversion.Inputs("2:2"));
        Assert.Contains("\"steps\":[\"4\",0],\"cfg\":6.5", conversion.Inputs("2:3"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_third_widget_of_a_name_is_found_by_its_number()
    {
        var third = Paint.Replace("""{ "id": -1, "type": "VAEDecode",""", """{ "id": -1, "type": "CLIPTextEncode", "inputs": [{ "name": "clip", "type": "CLIP", "link": null }], "widgets_values": [""] }, { "id": -1, "type": "VAEDecode",""", StringComparison.Ordinal)
            .Replace("[3, 0, 4, 0,", "[0, 1, 4, 0, 4, \"CLIP\"], [3, 0, 5, 0,", StringComparison.Ordinal).Replace("[0, 2, 4, 1,", "[0, 2, 5, 1,", StringComparison.Ordinal);

        var conversion = Serve("""{ "name": "CLIPTextEncode 2 text", "type": "STRING", "link": 4, "widget": { "name": "CLIPTextEncode 2 text" } }""", third, hasThird: true);

        Assert.Equal("""{"text":["5",0],"clip":["2:0",1]}""", conversion.Inputs("2:4"));
    }

    [Fact]
    public void An_input_of_a_group_that_none_of_its_widgets_has_is_refused_by_name() => Assert.StartsWith(
        "2 workflow/paint: 'stairs' was made an input of this group",
        Serve("""{ "name": "stairs", "type": "INT", "link": 3, "widget": { "name": "stairs" } }""").Problem(),
        StringComparison.Ordinal);

    private static Conversion Serve(string inputs, string groups = Paint, bool hasThird = false) => Editing.ConvertWith(
        groups,
        $$"""
        {{Around}},
        { "id": 4, "type": "PrimitiveInt", "outputs": [{ "type": "INT" }], "widgets_values": [30, "fixed"] },
        { "id": 5, "type": "PrimitiveString", "outputs": [{ "type": "STRING" }], "widgets_values": ["fog"] },
        { "id": 2, "type": "workflow/paint", "inputs": [{ "name": "latent_image", "type": "LATENT", "link": 1 }, {{inputs}}],
          "outputs": [{ "type": "IMAGE" }], "widgets_values": ["sd15.safetensors", "a lighthouse", "blurry", 42, "fixed", 17, 6.5, "dpmpp_2m", "karras", 0.87 {{(hasThird ? ", \"third\"" : "")}}] }
        """,
        Links + """, [3, 4, 0, 2, 1, "INT"], [4, 5, 0, 2, 2, "STRING"]""");

    private static Conversion Convert(string groups, string values) => Editing.ConvertWith(
        groups,
        $$"""{{Around}}, { "id": 2, "type": "workflow>paint", "inputs": [{ "name": "latent_image", "type": "LATENT", "link": 1 }], "outputs": [{ "type": "IMAGE" }], "widgets_values": {{values}} }""",
        Links);
}
