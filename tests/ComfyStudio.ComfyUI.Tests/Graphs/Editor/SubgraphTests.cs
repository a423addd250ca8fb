using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Tests.Graphs.Editor;

public sealed class SubgraphTests
{
    // Takes a picture and a width, scales it and turns its colours around.
    private const string Scaling = """
        {
          "id": "5c0de000-0000-4000-8000-00000000000a", "name": "Scaling", "version": 1,
          "inputNode": { "id": -10 }, "outputNode": { "id": -20 },
          "inputs": [{ "id": "a", "name": "picture", "type": "IMAGE", "linkIds": [1] }, { "id": "b", "name": "width", "type": "INT", "linkIds": [2] }],
          "outputs": [{ "id": "c", "name": "IMAGE", "type": "IMAGE", "linkIds": [4] }],
          "nodes": [
            { "id": 1, "type": "ImageScale", "widgets_values": ["area", 512, 768, "disabled"], "inputs": [
              { "name": "image", "type": "IMAGE", "link": 1 }, { "name": "width", "type": "INT", "link": 2, "widget": { "name": "width" } }] },
            { "id": 2, "type": "ImageInvert", "inputs": [{ "name": "image", "type": "IMAGE", "link": 3 }] }
          ],
          "links": [
            { "id": 1, "origin_id": -10, "origin_slot": 0, "target_id": 1, "target_slot": 0, "type": "IMAGE" },
            { "id": 2, "origin_id": -10, "origin_slot": 1, "target_id": 1, "target_slot": 1, "type": "INT" },
            { "id": 3, "origin_id": 1, "origin_slot": 0, "target_id": 2, "target_slot": 0, "type": "IMAGE" },
            { "id": 4, "origin_id": 2, "origin_slot": 0, "target_id": -20, "target_slot": 0, "type": "IMAGE" }
          ]
        }
        """;

    private const string Id = "5c0de000-0000-4000-8000-00000000000a";
    private const string Load = """{ "id": 1, "type": "LoadImage", "widgets_values": ["a.png", "image"] }""";
    private const string Save = """{ "id": 9, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 2 }], "widgets_values": ["x"] }""";
    private const string Links = """[1, 1, 0, 5, 0, "IMAGE"], [2, 5, 0, 9, 0, "IMAGE"], [3, 7, 0, 5, 1, "INT"]""";

    [Fact]
    public void What_is_inside_stands_in_the_graph_under_ids_that_name_the_way()
    {
        var conversion = Convert("");

        Assert.Equal(["1", "9", "5:1", "5:2"], conversion.Ids());
        Assert.Equal("""{"upscale_method":"area","width":512,"height":768,"crop":"disabled","image":["1",0]}""", conversion.Inputs("5:1"));
        Assert.Equal("""{"image":["5:1",0]}""", conversion.Inputs("5:2"));
        Assert.Equal("""{"filename_prefix":"x","images":["5:2",0]}""", conversion.Inputs("9"));
    }

    [Theory]
    [InlineData("""  "widgets_values": [640] """)]
    [InlineData("""  "widgets_values": [1], "widgets_values_named": { "width": 640 } """)]
    [InlineData("""  "widgets_values": [640], "properties": { "proxyWidgets": [["-1", "width"]] } """)]
    [InlineData("""  "widgets_values": ["area", 640], "properties": { "proxyWidgets": [["1", "upscale_method"], ["1", "width"]] } """)]
    [InlineData("""  "widgets_values": [640], "properties": { "proxyWidgets": [["2", "$$canvas-image-preview"], ["1", "width"]] } """)]
    public void A_widget_shown_outside_has_its_value_outside(string values) => Assert.Equal("640", Width(Convert($", {values}")));

    [Theory]
    [InlineData("""  "widgets_values": [] """)]
    [InlineData("""  "widgets_values": [null] """)]
    [InlineData("""  "widgets_values": [null, null], "properties": { "proxyWidgets": [["1", "upscale_method"], ["1", "width"]] } """)]
    [InlineData("""  "widgets_values": [1, 2, 3], "properties": { "proxyWidgets": [["1", "upscale_method"], ["1", "width"]] } """)]
    public void A_value_that_stands_nowhere_outside_is_the_one_inside(string values) => Assert.Equal("512", Width(Convert($", {values}")));

    [Fact]
    public void A_value_from_outside_that_cannot_be_meant_is_passed_over_with_a_note()
    {
        var conversion = Convert(""", "widgets_values": ["lanczos"] """);

        Assert.Equal("512", Width(conversion));
        Assert.Equal("'width' keeps its own value: the one around it, \"lanczos\", does not fit.", Assert.Single(conversion.Notes).Reason);
    }

    [Fact]
    public void A_widget_that_no_input_leads_to_may_be_shown_outside_as_well() => Assert.Equal(
        """{"upscale_method":"bicubic","width":512,"height":100,"crop":"disabled","image":["1",0]}""",
        Convert(""", "widgets_values": ["bicubic", 100], "properties": { "proxyWidgets": [["1", "upscale_method"], ["1", "height"]] } """).Inputs("5:1"));

    [Fact]
    public void A_link_outside_counts_more_than_the_value_there()
    {
        var conversion = Convert(""", "widgets_values": [640] """, widthLink: "3", more: """, { "id": 7, "type": "PrimitiveInt", "widgets_values": [1024, "fixed"] }""");

        Assert.Equal("""["7",0]""", Width(conversion));
    }

    [Fact]
    public void A_primitive_outside_gives_its_value_to_the_widget_inside()
    {
        var conversion = Convert("", widthLink: "3", more: """, { "id": 7, "type": "PrimitiveNode", "outputs": [{ "type": "INT" }], "widgets_values": [333, "fixed"] }""");

        Assert.Equal("333", Width(conversion));
    }

    [Fact]
    public void Two_nodes_of_one_subgraph_have_values_of_their_own()
    {
        var conversion = Editing.Convert(
            $$"""
            {{Load}}, {{Host(5, """, "widgets_values": [640] """)}}, {{Host(6, """, "widgets_values": [320] """, pictureLink: "4")}},
            { "id": 9, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 5 }], "widgets_values": ["x"] }
            """,
            """[1, 1, 0, 5, 0, "IMAGE"], [4, 5, 0, 6, 0, "IMAGE"], [5, 6, 0, 9, 0, "IMAGE"]""",
            Scaling);

        Assert.Equal(("640", "320"), (Width(conversion), Width(conversion, "6:1")));
        Assert.Equal(new GraphLink("5:2", 0), conversion.Graph!.Node("6:1").FindLink("image"));
        Assert.Equal(new GraphLink("6:2", 0), conversion.Graph.Node("9").FindLink("images"));
    }

    [Fact]
    public void A_primitive_inside_that_is_shown_outside_has_its_value_outside()
    {
        var inside = Scaling
            .Replace("""{ "id": 2, "origin_id": -10, "origin_slot": 1,""", """{ "id": 2, "origin_id": 3, "origin_slot": 0,""", StringComparison.Ordinal)
            .Replace("""{ "id": 2, "type": "ImageInvert",""", """{ "id": 3, "type": "PrimitiveNode", "outputs": [{ "type": "INT" }], "widgets_values": [11, "fixed"] }, { "id": 2, "type": "ImageInvert",""", StringComparison.Ordinal);

        var conversion = Editing.Convert(
            $$"""{{Load}}, {{Host(5, """, "widgets_values": [640], "properties": { "proxyWidgets": [["3", "value"]] } """)}}, {{Save}}""", Links, inside);

        Assert.Equal("640", Width(conversion));
    }

    [Fact]
    public void Sockets_that_do_not_say_so_are_widgets_where_they_lead_to_one()
    {
        const string silent = """
            { "id": 5, "type": "5c0de000-0000-4000-8000-00000000000a", "inputs": [{ "name": "picture", "type": "IMAGE", "link": 1 }, { "name": "width", "type": "INT", "link": null }],
              "outputs": [{ "name": "IMAGE", "type": "IMAGE" }], "widgets_values": [640] }
            """;

        Assert.Equal("640", Width(Editing.Convert($"{Load}, {silent}, {Save}", Links, Scaling)));
    }

    [Fact]
    public void A_bypassed_subgraph_lets_its_input_through()
    {
        var conversion = Convert(""", "mode": 4 """);

        Assert.Equal(["1", "9"], conversion.Ids());
        Assert.Equal("""{"filename_prefix":"x","images":["1",0]}""", conversion.Inputs("9"));
        Assert.Equal("5", Assert.Single(conversion.Notes).NodeId);
    }

    [Fact]
    public void A_muted_subgraph_is_left_out_with_all_that_is_inside()
    {
        var conversion = Convert(""", "mode": 2 """);

        Assert.Equal(["1", "9"], conversion.Ids());
        Assert.Equal("""{"filename_prefix":"x"}""", conversion.Inputs("9"));
    }

    [Fact]
    public void A_node_may_be_bypassed_inside()
    {
        var conversion = Convert("", subgraph: Scaling.Replace("\"ImageInvert\",", "\"ImageInvert\", \"mode\": 4, \"outputs\": [{ \"type\": \"IMAGE\" }],", StringComparison.Ordinal));

        Assert.Equal("""{"filename_prefix":"x","images":["5:1",0]}""", conversion.Inputs("9"));
    }

    [Theory]
    [InlineData("", "640")]
    [InlineData(""", "widgets_values": [77], "properties": { "proxyWidgets": [["5", "width"]] } """, "77")]
    [InlineData(""", "widgets_values": [88], "properties": { "proxyWidgets": [["5", "1: width"]] } """, "640")]
    [InlineData(""", "widgets_values": ["nearest-exact"], "properties": { "proxyWidgets": [["5", "1: upscale_method"]] } """, "640")]
    public void Subgraphs_may_stand_inside_subgraphs(string values, string width)
    {
        var outer = $$"""
            {
              "id": "5c0de000-0000-4000-8000-00000000000b", "name": "Outer", "inputNode": { "id": -10 }, "outputNode": { "id": -20 },
              "inputs": [{ "name": "in", "type": "IMAGE", "linkIds": [1] }], "outputs": [{ "name": "out", "type": "IMAGE", "linkIds": [2] }],
              "nodes": [{{Host(5, """, "widgets_values": [640] """)}}],
              "links": [{ "id": 1, "origin_id": -10, "origin_slot": 0, "target_id": 5, "target_slot": 0 }, { "id": 2, "origin_id": 5, "origin_slot": 0, "target_id": -20, "target_slot": 0 }],
              "definitions": { "subgraphs": [{{Scaling}}] }
            }
            """;

        var conversion = Editing.Convert(
            $$"""{{Load}}, { "id": 3, "type": "5c0de000-0000-4000-8000-00000000000b", "inputs": [{ "name": "in", "type": "IMAGE", "link": 1 }]{{values}} }, {{Save}}""",
            """[1, 1, 0, 3, 0, "IMAGE"], [2, 3, 0, 9, 0, "IMAGE"]""",
            outer);

        Assert.Equal(["1", "9", "3:5:1", "3:5:2"], conversion.Ids());
        Assert.Equal(width, Width(conversion, "3:5:1"));
        Assert.Equal(values.Contains("nearest", StringComparison.Ordinal) ? "nearest-exact" : "area", conversion.Graph!.Node("3:5:1").FindText("upscale_method"));
        Assert.Equal(new GraphLink("1", 0), conversion.Graph.Node("3:5:1").FindLink("image"));
        Assert.Equal(new GraphLink("3:5:2", 0), conversion.Graph.Node("9").FindLink("images"));
    }

    [Fact]
    public void What_goes_straight_through_a_subgraph_is_followed()
    {
        var through = $$"""
            { "id": "{{Id}}", "name": "Through", "inputs": [{ "name": "picture", "type": "IMAGE", "linkIds": [1] }], "outputs": [{ "name": "IMAGE", "type": "IMAGE", "linkIds": [1] }],
              "nodes": [], "links": [{ "id": 1, "origin_id": -10, "origin_slot": 0, "target_id": -20, "target_slot": 0 }] }
            """;

        Assert.Equal("""{"filename_prefix":"x","images":["1",0]}""", Convert("", subgraph: through).Inputs("9"));
    }

    [Fact]
    public void Getters_find_setters_in_the_graphs_around()
    {
        var inside = $$"""
            { "id": "{{Id}}", "name": "Inside", "inputs": [], "outputs": [{ "name": "IMAGE", "type": "IMAGE", "linkIds": [2] }],
              "nodes": [
                { "id": 1, "type": "GetNode", "outputs": [{ "type": "IMAGE" }], "widgets_values": ["picture"] },
                { "id": 2, "type": "ImageInvert", "inputs": [{ "name": "image", "type": "IMAGE", "link": 1 }] }],
              "links": [[1, 1, 0, 2, 0, "IMAGE"], [2, 2, 0, -20, 0, "IMAGE"]] }
            """;

        var conversion = Convert("", subgraph: inside, more: """
            , { "id": 7, "type": "SetNode", "inputs": [{ "name": "IMAGE", "type": "IMAGE", "link": 4 }], "widgets_values": ["picture"] }
            """, moreLinks: """, [4, 1, 0, 7, 0, "IMAGE"]""");

        Assert.Equal("""{"image":["1",0]}""", conversion.Inputs("5:2"));
    }

    [Fact]
    public void A_subgraph_that_contains_itself_is_refused()
    {
        var endless = Scaling.Replace("\"type\": \"ImageInvert\"", $"\"type\": \"{Id}\"", StringComparison.Ordinal);

        Assert.Equal($"5:2 {Id}: The subgraph 'Scaling' contains itself.", Convert("", subgraph: endless).Problem());
    }

    [Fact]
    public void Subgraphs_that_multiply_beyond_measure_are_refused()
    {
        // Each level holds the next one ten times: 10^12 nodes in a few kilobytes.
        var levels = Enumerable.Range(0, 12).Select(level => $$"""
            { "id": "{{level}}", "nodes": [{{string.Join(',', Enumerable.Range(0, 10).Select(i => $$"""{ "id": {{i}}, "type": "{{level + 1}}" }"""))}}] }
            """);

        Assert.Equal("It has more than 10000 nodes.", Editing.Convert("""{ "id": 1, "type": "0" }""", subgraphs: string.Join(',', levels)).Problem());
    }

    private static Conversion Convert(string host, string widthLink = "null", string more = "", string subgraph = Scaling, string moreLinks = "") =>
        Editing.Convert($"{Load}, {Host(5, host, widthLink: widthLink)}, {Save} {more}", Links + moreLinks, subgraph);

    private static string Host(int id, string more, string pictureLink = "1", string widthLink = "null") => $$"""
        { "id": {{id}}, "type": "{{Id}}", "outputs": [{ "name": "IMAGE", "type": "IMAGE" }], "inputs": [
          { "name": "picture", "type": "IMAGE", "link": {{pictureLink}} },
          { "name": "width", "type": "INT", "link": {{widthLink}}, "widget": { "name": "width" } }] {{more}} }
        """;

    private static string Width(Conversion conversion, string nodeId = "5:1") =>
        JsonElement.Parse(conversion.Inputs(nodeId)).GetProperty("width").GetRawText();
}
