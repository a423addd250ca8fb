namespace ComfyStudio.ComfyUI.Tests.Graphs.Editor;

/// <summary>What packages and editors of other ages write.</summary>
public sealed class PackageTests
{
    private const string Load = """{ "id": 1, "type": "LoadImage", "outputs": [{ "type": "IMAGE" }], "widgets_values": ["a.png", "image"] }""";

    [Fact]
    public void Links_that_a_package_makes_everywhere_are_taken_from_its_notes()
    {
        var conversion = Editing.ConvertWith(
            """ "ue_links": [{ "downstream": 3, "downstream_slot": 0, "upstream": "1", "upstream_slot": 0, "controller": 2, "type": "IMAGE" }] """,
            $$"""
            {{Load}}, { "id": 2, "type": "Anything Everywhere", "inputs": [{ "name": "anything", "type": "IMAGE", "link": 1 }] },
            { "id": 3, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": null }], "widgets_values": ["x"] }
            """,
            """[1, 1, 0, 2, 0, "IMAGE"]""");

        Assert.Equal("""{"filename_prefix":"x","images":["1",0]}""", conversion.Inputs("3"));
    }

    [Theory]
    [InlineData("[7, true, 20, 8, \"euler\", \"normal\", 1]")]
    [InlineData("[7, null, 20, 8, \"euler\", \"normal\", 1]")]
    [InlineData("[7, \"randomize\", 20, 8, \"euler\", \"normal\", 1]")]
    [InlineData("[7, 20, 8, \"euler\", \"normal\", 1]")]
    public void What_a_seed_does_next_was_written_in_several_ways(string values) => Assert.Equal(
        """{"seed":7,"steps":20,"cfg":8,"sampler_name":"euler","scheduler":"normal","denoise":1}""",
        Editing.Convert($$"""{ "id": 3, "type": "KSampler", "widgets_values": {{values}} }""").Inputs("3"));

    [Fact]
    public void Loras_that_only_a_page_lists_are_sent_by_their_numbers()
    {
        var conversion = Editing.Convert("""
            { "id": 3, "type": "Power Lora Loader (rgthree)", "outputs": [{ "type": "MODEL", "links": [9] }], "inputs": [{ "name": "model", "type": "MODEL", "link": 5 }],
              "widgets_values": [{}, { "type": "PowerLoraLoaderHeaderWidget" }, { "on": true, "lora": "ink.safetensors", "strength": 0.5, "strengthTwo": null },
                                 { "on": false, "lora": "old.safetensors", "strength": 1 }, {}, ""] },
            { "id": 4, "type": "CheckpointLoaderSimple", "widgets_values": ["x.safetensors"] }
            """,
            """[5, 4, 0, 3, 0, "MODEL"]""");

        Assert.Equal(
            """{"lora_1":{"on":true,"lora":"ink.safetensors","strength":0.5,"strengthTwo":null},"lora_2":{"on":false,"lora":"old.safetensors","strength":1},"model":["4",0]}""",
            conversion.Inputs("3"));
        Assert.Equal(["x.safetensors", "ink.safetensors"], conversion.Graph!.Models.Select(model => model.Name).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void Remarks_in_a_prompt_are_not_sent() => Assert.Equal(
        """{"text":"a lighthouse \nat dusk"}""",
        Editing.Convert("""{ "id": 3, "type": "CLIPTextEncode", "widgets_values": ["a lighthouse // or a mill\nat /* late\n */dusk"] }""").Inputs("3"));

    [Fact]
    public void A_value_that_several_widgets_take_is_known_as_one()
    {
        var conversion = Editing.Convert(
            """
            { "id": 1, "type": "PrimitiveNode", "title": "Side", "outputs": [{ "type": "INT" }], "widgets_values": [768, "fixed"] },
            { "id": 2, "type": "EmptyLatentImage", "widgets_values": [512, 512, 4], "inputs": [
              { "name": "width", "type": "INT", "link": 1, "widget": { "name": "width" } }, { "name": "height", "type": "INT", "link": 2, "widget": { "name": "height" } }] }
            """,
            """[1, 1, 0, 2, 0, "INT"], [2, 1, 0, 2, 1, "INT"]""");

        var shared = Assert.Single(conversion.Shared);
        Assert.Equal("Side", shared.Title);
        Assert.Equal([("2", "width"), ("2", "height")], shared.Places);
    }

    [Fact]
    public void All_nodes_that_are_to_be_installed_are_named_also_those_that_could_be_read()
    {
        var conversion = Editing.Convert(
            $$"""
            {{Load}}, { "id": 2, "type": "Sparkle", "inputs": [{ "name": "image", "type": "IMAGE", "link": 1 }], "outputs": [{ "type": "IMAGE" }] },
            { "id": 3, "type": "Glow", "inputs": [{ "name": "image", "type": "IMAGE", "link": 2 }], "outputs": [{ "type": "IMAGE" }], "widgets_values": [1, 2] },
            { "id": 4, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 3 }], "widgets_values": ["x"] }
            """,
            """[1, 1, 0, 2, 0, "IMAGE"], [2, 2, 0, 3, 0, "IMAGE"], [3, 3, 0, 4, 0, "IMAGE"]""");

        Assert.Equal(["Glow", "Sparkle"], conversion.Problems.Where(problem => problem.IsMissingNode).Select(problem => problem.Type).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_node_that_only_shows_something_is_not_missed()
    {
        var conversion = Editing.Convert(
            $$"""
            {{Load}}, { "id": 2, "type": "Image Comparer (rgthree)", "inputs": [{ "name": "image_a", "type": "IMAGE", "link": 1 }], "widgets_values": [[{ "name": "A" }]] },
            { "id": 4, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 2 }], "widgets_values": ["x"] }
            """,
            """[1, 1, 0, 2, 0, "IMAGE"], [2, 1, 0, 4, 0, "IMAGE"]""");

        Assert.Equal(["1", "4"], conversion.Ids());
        Assert.StartsWith("Left out: the engine does not have it", Assert.Single(conversion.Notes).Reason, StringComparison.Ordinal);
    }
}
