using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Tests.Graphs.Editor;

public sealed class EditorWorkflowTests
{
    [Fact]
    public void A_workflow_becomes_the_graph_that_the_editor_would_send()
    {
        var conversion = EditorWorkflow.Convert(Fixture.Json("editor_text_to_image.json"), Catalogs.Trimmed);

        Assert.Empty(conversion.Problems);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(Fixture.Text("editor_text_to_image.api.json")), JsonNode.Parse(conversion.Graph!.ToString())), conversion.Graph.ToString());
        Assert.Empty(GraphCheck.Find(conversion.Graph, Catalogs.Trimmed));
        Assert.Equal(["12 Note: Left out: it is for people only."], conversion.Notes.Select(note => $"{note.NodeId} {note.Type}: {note.Reason}"));
    }

    [Fact]
    public void Links_may_be_objects_too()
    {
        var workflow = JsonNode.Parse(Fixture.Text("editor_text_to_image.json"))!.AsObject();
        string[] names = ["id", "origin_id", "origin_slot", "target_id", "target_slot", "type"];
        var links = workflow["links"]!.AsArray()
            .Select(link => new JsonObject(names.Select((name, i) => KeyValuePair.Create(name, (JsonNode?)link![i]!.DeepClone()))));
        workflow["links"] = new JsonArray([.. links]);

        var conversion = EditorWorkflow.Convert(JsonElement.Parse(workflow.ToJsonString()), Catalogs.Trimmed);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Fixture.Text("editor_text_to_image.api.json")), JsonNode.Parse(conversion.Graph!.ToString())));
    }

    [Theory]
    [InlineData("""{ "nodes": [], "links": [] }""", true)]
    [InlineData("""{ "3": { "class_type": "KSampler", "inputs": {} } }""", false)]
    [InlineData("""{ "nodes": { "class_type": "KSampler", "inputs": {} } }""", false)]
    [InlineData("[]", false)]
    public void The_two_formats_are_told_apart(string json, bool isEditor) => Assert.Equal(isEditor, EditorWorkflow.IsOne(JsonElement.Parse(json)));

    [Fact]
    public void A_graph_outlives_the_document_it_was_read_from()
    {
        using var document = JsonDocument.Parse(Fixture.Bytes("editor_text_to_image.json"));
        var conversion = EditorWorkflow.Convert(document.RootElement, Catalogs.Trimmed);
        document.Dispose();

        Assert.Equal("a lighthouse at dusk", conversion.Graph!.Node("6").FindText("text"));
    }

    [Fact]
    public void Hundreds_of_nodes_are_all_converted()
    {
        var nodes = Enumerable.Range(2, 600).Select(i => $$"""{ "id": {{i}}, "type": "ImageInvert", "inputs": [{ "name": "image", "type": "IMAGE", "link": {{i - 1}} }] }""");
        var links = Enumerable.Range(1, 600).Select(i => $"[{i}, {i}, 0, {i + 1}, 0, \"IMAGE\"]");

        var conversion = Editing.Convert("""{ "id": 1, "type": "LoadImage", "widgets_values": ["a.png", "image"] },""" + string.Join(',', nodes), string.Join(',', links));

        Assert.Equal(601, conversion.Ids().Count());
        Assert.Equal("""{"image":["600",0]}""", conversion.Inputs("601"));
    }
}
