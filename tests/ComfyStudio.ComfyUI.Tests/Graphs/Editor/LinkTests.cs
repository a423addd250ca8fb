namespace ComfyStudio.ComfyUI.Tests.Graphs.Editor;

public sealed class LinkTests
{
    private const string Load = """{ "id": 1, "type": "LoadImage", "widgets_values": ["a.png", "image"] }""";

    [Fact]
    public void Reroutes_are_followed_to_the_node_behind_them()
    {
        var conversion = Editing.Convert(
            $$"""
            {{Load}},
            { "id": 2, "type": "Reroute", "inputs": [{ "name": "", "type": "*", "link": 1 }], "outputs": [{ "type": "IMAGE" }] },
            { "id": 3, "type": "Reroute (rgthree)", "inputs": [{ "name": "", "type": "*", "link": 2 }], "outputs": [{ "type": "IMAGE" }] },
            {{Save(4, link: 3)}}
            """,
            """[1, 1, 0, 2, 0, "IMAGE"], [2, 2, 0, 3, 0, "*"], [3, 3, 0, 4, 0, "IMAGE"]""");

        Assert.Equal("""{"filename_prefix":"x","images":["1",0]}""", conversion.Inputs("4"));
        Assert.Equal(["1", "4"], conversion.Ids());
    }

    [Fact]
    public void A_primitive_gives_its_value_to_every_widget_it_is_linked_to()
    {
        var conversion = Editing.Convert(
            """
            { "id": 1, "type": "PrimitiveNode", "outputs": [{ "type": "INT", "links": [1, 2] }], "widgets_values": [768, "fixed"] },
            { "id": 2, "type": "EmptyLatentImage", "widgets_values": [512, 512, 4], "inputs": [
              { "name": "width", "type": "INT", "link": 1, "widget": { "name": "width" } }, { "name": "height", "type": "INT", "link": 2, "widget": { "name": "height" } }] }
            """,
            """[1, 1, 0, 2, 0, "INT"], [2, 1, 0, 2, 1, "INT"]""");

        Assert.Equal("""{"width":768,"height":768,"batch_size":4}""", conversion.Inputs("2"));
    }

    [Fact]
    public void A_widget_that_became_an_input_keeps_its_place_among_the_values()
    {
        var conversion = Editing.Convert(
            """
            { "id": 1, "type": "PrimitiveInt", "widgets_values": [640, "fixed"] },
            { "id": 2, "type": "EmptyLatentImage", "widgets_values": [512, 512, 4], "inputs": [{ "name": "height", "type": "INT", "link": 1, "widget": { "name": "height" } }] }
            """,
            """[1, 1, 0, 2, 0, "INT"]""");

        Assert.Equal("""{"width":512,"height":["1",0],"batch_size":4}""", conversion.Inputs("2"));
        Assert.Equal("""{"value":640}""", conversion.Inputs("1"));
    }

    [Fact]
    public void What_is_muted_is_left_out_with_the_links_to_it()
    {
        var conversion = Editing.Convert(
            $$"""{ "id": 1, "type": "LoadImage", "mode": 2, "title": "My picture", "widgets_values": ["a.png", "image"] }, {{Save(2, link: 1)}}""",
            """[1, 1, 0, 2, 0, "IMAGE"]""");

        Assert.Equal("""{"filename_prefix":"x"}""", conversion.Inputs("2"));
        Assert.Equal(new("1", "LoadImage", "My picture", "Left out: it is muted.") { IsSwitchedOff = true }, Assert.Single(conversion.Notes));
    }

    [Theory]
    // The same slot, where it fits; else the first of exactly that type; else the first that may be linked.
    [InlineData("""[{ "type": "CLIP" }, { "type": "MODEL" }]""", 0, """["1",1]""")]
    [InlineData("""[{ "type": "MODEL" }, { "type": "CLIP" }]""", 0, """["1",0]""")]
    [InlineData("""[{ "type": "CLIP" }, { "type": "VAE" }]""", 0, null)]
    [InlineData("""[{ "type": "CLIP" }, { "type": "*" }]""", 0, """["1",1]""")]
    [InlineData("""[{ "type": "*" }, { "type": "MODEL" }]""", 0, """["1",0]""")]
    public void What_is_bypassed_gives_on_an_input_of_the_same_type(string slots, int output, string? expected)
    {
        var inputs = System.Text.Json.Nodes.JsonNode.Parse(slots)!.AsArray();
        for (var i = 0; i < inputs.Count; i++)
            (inputs[i]!["name"], inputs[i]!["link"]) = ($"in{i}", i + 1);

        var conversion = Editing.Convert(
            $$"""
            { "id": 1, "type": "CheckpointLoaderSimple", "widgets_values": ["m.safetensors"] },
            { "id": 2, "type": "Anything", "mode": 4, "inputs": {{inputs.ToJsonString()}}, "outputs": [{ "type": "MODEL" }] },
            { "id": 3, "type": "ModelSamplingDiscrete", "inputs": [{ "name": "model", "type": "MODEL", "link": 3 }], "widgets_values": ["eps", false] }
            """,
            $$"""[1, 1, 0, 2, 0, "MODEL"], [2, 1, 1, 2, 1, "MODEL"], [3, 2, {{output}}, 3, 0, "MODEL"]""");

        Assert.Equal(expected, conversion.Graph!.Node("3").FindValue("model")?.ToJsonString());
    }

    [Fact]
    public void A_getter_takes_what_the_setter_of_its_name_takes()
    {
        var conversion = Editing.Convert(
            $$"""
            {{Load}},
            { "id": 2, "type": "SetNode", "inputs": [{ "name": "IMAGE", "type": "IMAGE", "link": 1 }], "outputs": [{ "type": "*" }], "widgets_values": ["picture"] },
            { "id": 3, "type": "GetNode", "outputs": [{ "type": "IMAGE", "links": [2] }], "widgets_values": ["picture"] },
            {{Save(4, link: 2)}}
            """,
            """[1, 1, 0, 2, 0, "IMAGE"], [2, 3, 0, 4, 0, "IMAGE"]""");

        Assert.Equal("""{"filename_prefix":"x","images":["1",0]}""", conversion.Inputs("4"));
        Assert.Equal(["1", "4"], conversion.Ids());
    }

    [Fact]
    public void An_input_that_grows_is_linked_under_its_own_names()
    {
        var conversion = Editing.Convert(
            $$"""
            {{Load}},
            { "id": 2, "type": "BatchImagesNode", "inputs": [
              { "name": "images.image0", "type": "IMAGE", "link": 1 }, { "name": "images.image1", "type": "IMAGE", "link": 2 }, { "name": "images.image2", "type": "IMAGE", "link": null }] }
            """,
            """[1, 1, 0, 2, 0, "IMAGE"], [2, 1, 0, 2, 1, "IMAGE"]""");

        Assert.Equal("""{"images.image0":["1",0],"images.image1":["1",0]}""", conversion.Inputs("2"));
    }

    [Fact]
    public void What_is_for_people_only_or_linked_to_nothing_is_left_out_with_a_note()
    {
        var conversion = Editing.Convert($$"""
            {{Load}},
            { "id": 2, "type": "MarkdownNote", "widgets_values": ["# Hello"] },
            { "id": 3, "type": "Fast Groups Muter (rgthree)", "properties": {} },
            { "id": 4, "type": "SomebodysNote", "widgets_values": [1, 2, 3] },
            { "id": 5, "type": "Anything Everywhere", "inputs": [{ "name": "anything", "type": "*", "link": null }] }
            """);

        Assert.Equal(["1"], conversion.Ids());
        Assert.Equal(["2", "3", "4"], conversion.Notes.Select(note => note.NodeId));
    }

    [Fact]
    public void A_link_to_a_node_that_is_not_there_is_refused() => Assert.Equal(
        "4 SaveImage: 'images' cannot be followed: it comes from node 99, which is not in the file.",
        Editing.Convert(Save(4, link: 1), """[1, 99, 0, 4, 0, "IMAGE"]""").Problem());

    [Fact]
    public void A_link_that_is_not_there_is_refused() =>
        Assert.Equal("4 SaveImage: 'images' cannot be followed: its link 7 is not in the file.", Editing.Convert(Save(4, link: 7)).Problem());

    [Fact]
    public void Reroutes_in_a_circle_are_refused() => Assert.Equal(
        "4 SaveImage: 'images' cannot be followed: its links run in a circle.",
        Editing.Convert(
            $$"""
            { "id": 1, "type": "Reroute", "inputs": [{ "name": "", "type": "*", "link": 2 }] }, { "id": 2, "type": "Reroute", "inputs": [{ "name": "", "type": "*", "link": 1 }] },
            {{Save(4, link: 3)}}
            """,
            """[1, 1, 0, 2, 0, "*"], [2, 2, 0, 1, 0, "*"], [3, 2, 0, 4, 0, "IMAGE"]""").Problem());

    [Fact]
    public void A_getter_without_a_setter_is_refused() => Assert.Equal(
        "4 SaveImage: 'images' cannot be followed: 'Get_picture' gets a value that no node sets.",
        Editing.Convert(
            $$"""{ "id": 3, "type": "GetNode", "title": "Get_picture", "outputs": [{ "type": "IMAGE" }], "widgets_values": ["picture"] }, {{Save(4, link: 2)}}""",
            """[2, 3, 0, 4, 0, "IMAGE"]""").Problem());

    [Theory]
    [InlineData("Anything Everywhere", "It makes links that are not in the file. Have them made real in ComfyUI, then export again.")]
    [InlineData("workflow>My group", "It is a group node of an older ComfyUI, and the nodes inside are not in the file. Ungroup it there, then export again.")]
    [InlineData("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "It stands for a subgraph that is not in the file.")]
    [InlineData("SomebodysNode", "The engine does not have this node, so nobody knows which of its values belongs to which input.")]
    public void What_nobody_can_convert_is_refused_by_name(string type, string reason)
    {
        var conversion = Editing.Convert(
            $$"""{{Load}}, { "id": 2, "type": "{{type}}", "title": "The one", "inputs": [{ "name": "image", "type": "IMAGE", "link": 1 }], "widgets_values": [1, "two"] }""",
            """[1, 1, 0, 2, 0, "IMAGE"]""");

        Assert.Equal($"2 {type}: {reason}", conversion.Problem());
        Assert.Equal("The one", conversion.Problems[0].Title);
    }

    [Theory]
    [InlineData("""{ "type": "KSampler" }""", "It has a node without an id or a type.")]
    [InlineData("7", "It has a node without an id or a type.")]
    [InlineData("""{ "id": 1, "type": "Note" }, { "id": 1, "type": "Note" }""", "1 Note: Two nodes have this id.")]
    [InlineData("", "It has no node that an engine could run.")]
    [InlineData("""{ "id": 1, "type": "Note" }""", "It has no node that an engine could run.")]
    public void A_damaged_file_is_refused(string nodes, string problem) => Assert.Equal(problem, Editing.Convert(nodes).Problem());

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var conversion = Editing.Convert($"{Save(1, link: 8)}, {Save(2, link: 9)}");

        Assert.Equal(["1", "2"], conversion.Problems.Select(problem => problem.NodeId));
    }

    private static string Save(int id, int link) =>
        $$"""{ "id": {{id}}, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": {{link}} }], "widgets_values": ["x"] }""";
}
