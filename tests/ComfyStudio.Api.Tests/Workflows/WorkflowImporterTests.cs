using System.Text;
using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Workflows;

namespace ComfyStudio.Api.Tests.Workflows;

public sealed class WorkflowImporterTests
{
    private const string Load = """
        "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" }, "is_changed": ["abc"] }
        """;

    [Fact]
    public void A_workflow_of_the_editor_is_converted_and_told_as_such()
    {
        var import = Import(WorkflowFixtures.EditorWorkflow);

        Assert.Equal(WorkflowFormat.Editor, import.Format);
        Assert.Equal("a lighthouse at dusk", import.Graph.GetProperty("6").GetProperty("inputs").GetProperty("text").GetString());
        Assert.Equal("prompt", import.Slots[0].Name);
        Assert.Equal(["prompt", "picture", "models", "sampling"], import.Groups.Select(group => group.Name));
        Assert.Equal("12", Assert.Single(import.Notes).NodeId);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("""{{ "prompt": {0}, "client_id": "x" }}""")]
    [InlineData("\uFEFF{0}")]
    [InlineData("""{{ "5f1c": {{ "prompt": [3, "5f1c", {0}, {{ "extra_pnginfo": {{}} }}, ["9"]], "outputs": {{}} }} }}""")]
    [InlineData("""{{ "extra_data": {{ "extra_pnginfo": {{ "prompt": {0} }} }} }}""")]
    public void A_graph_is_taken_as_it_is_also_from_the_body_of_a_request(string around)
    {
        var import = Import(Encoding.UTF8.GetBytes(string.Format(System.Globalization.CultureInfo.InvariantCulture, around, Encoding.UTF8.GetString(WorkflowFixtures.ApiWorkflow))));

        Assert.Equal(WorkflowFormat.Api, import.Format);
        Assert.Equal(7, import.Graph.EnumerateObject().Count());
        Assert.Empty(import.Notes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_in_UTF_16_that_somebody_has_edited_is_read(bool bigEndian)
    {
        var json = $$"""{ /* mine */ {{Load}}, "2": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", /* and */ "images": ["1", 0,], }, }, }""";
        var encoding = bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode;

        Assert.Equal(2, Import([.. encoding.GetPreamble(), .. encoding.GetBytes(json)]).Graph.EnumerateObject().Count());
    }

    [Fact]
    public void A_workflow_may_lie_in_a_file_as_text()
    {
        var import = Import(JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = "mine", ["workflow"] = Encoding.UTF8.GetString(WorkflowFixtures.EditorWorkflow) }));

        Assert.Equal(WorkflowFormat.Editor, import.Format);
    }

    [Fact]
    public void What_an_earlier_run_has_noted_is_left_out()
    {
        var import = Import($$"""{ {{Load}}, "2": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["1", 0] } }, "extra": 5 }""");

        Assert.Equal(["inputs", "class_type"], import.Graph.GetProperty("1").EnumerateObject().Select(part => part.Name).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal("Left out: it is no node.", Assert.Single(import.Notes).Message);
    }

    [Fact]
    public void A_picture_that_was_only_shown_is_saved_now()
    {
        var import = Import($$"""{ {{Load}}, "2": { "class_type": "PreviewImage", "inputs": { "images": ["1", 0] } } }""");

        Assert.Equal("SaveImage", import.Graph.GetProperty("2").GetProperty("class_type").GetString());
        Assert.Equal("ComfyUI", import.Graph.GetProperty("2").GetProperty("inputs").GetProperty("filename_prefix").GetString());
        Assert.Equal("It only showed the picture. It saves it now.", Assert.Single(import.Notes).Message);
    }

    [Fact]
    public void Previews_beside_a_saved_picture_stay_previews()
    {
        var import = Import($$"""
            { {{Load}}, "2": { "class_type": "PreviewImage", "inputs": { "images": ["1", 0] } }, "3": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["1", 0] } } }
            """);

        Assert.Equal("PreviewImage", import.Graph.GetProperty("2").GetProperty("class_type").GetString());
    }

    [Fact]
    public void A_workflow_that_saves_nothing_is_refused() => Assert.StartsWith(
        "It saves nothing:", Refuse($$"""{ {{Load}}, "2": { "class_type": "PreviewAny", "inputs": { "source": ["1", 0] } } }""").Detail, StringComparison.Ordinal);

    [Fact]
    public void File_names_that_come_from_a_node_are_written_by_the_studio()
    {
        var import = Import($$"""
            { {{Load}}, "2": { "class_type": "PrimitiveString", "inputs": { "value": "name" } },
              "3": { "class_type": "SaveImage", "inputs": { "filename_prefix": ["2", 0], "images": ["1", 0] } } }
            """);

        Assert.Equal("ComfyUI", import.Graph.GetProperty("3").GetProperty("inputs").GetProperty("filename_prefix").GetString());
        Assert.False(import.Graph.TryGetProperty("2", out _));
        Assert.Equal(["3", "2"], import.Notes.Select(note => note.NodeId));
    }

    [Fact]
    public void Inputs_that_a_node_gained_are_filled_and_told()
    {
        var json = Encoding.UTF8.GetString(WorkflowFixtures.ApiWorkflow).Replace("\"scheduler\": \"karras\", ", "", StringComparison.Ordinal);

        var import = Import(json);

        Assert.Equal("simple", import.Graph.GetProperty("3").GetProperty("inputs").GetProperty("scheduler").GetString());
        Assert.Equal("The engine's version of this node asks for 'scheduler' as well. It got the default, \"simple\".", Assert.Single(import.Notes).Message);
    }

    [Fact]
    public void Outputs_behind_something_that_is_switched_off_are_left_out_while_another_one_runs()
    {
        var import = Import($$"""
            { {{Load}}, "2": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["1", 0] } },
              "3": { "class_type": "ImageInvert", "inputs": {}, "_meta": { "title": "Cut off" } },
              "4": { "class_type": "SaveImage", "inputs": { "filename_prefix": "y", "images": ["3", 0] } } }
            """);

        Assert.Equal(["1", "2"], import.Graph.EnumerateObject().Select(node => node.Name));
        Assert.Equal("What needs it was left out: 'image' is required and has no value.", Assert.Single(import.Notes).Message);
    }

    [Fact]
    public void A_workflow_of_which_nothing_can_run_is_refused_by_node()
    {
        var refusal = Refuse("""
            { "3": { "class_type": "ImageInvert", "inputs": { "image": ["99", 0] }, "_meta": { "title": "Cut off" } },
              "4": { "class_type": "SaveImage", "inputs": { "filename_prefix": "y", "images": ["3", 0] } } }
            """);

        Assert.Equal(["'Cut off' (ImageInvert): 'image' comes from node '99', which is not in the graph."], refusal.Errors["nodes.3"]);
    }

    [Fact]
    public void What_cannot_be_converted_is_refused_by_node()
    {
        var refusal = Refuse("""{ "nodes": [{ "id": 5, "type": "KSampler", "title": "Mine", "widgets_values": ["?"] }, { "id": 6, "type": "SaveImage", "inputs": [{ "name": "images", "link": 9 }] }], "links": [] }""");

        Assert.Equal(["nodes.5", "nodes.6"], refusal.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith("'Mine' (KSampler): Its values do not fit", refusal.Errors["nodes.5"][0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello", "This is neither JSON nor a PNG, WebP, JPEG, MP4 or WebM.")]
    [InlineData("{}", "This JSON is no workflow")]
    [InlineData("[1, 2]", "This JSON is no workflow")]
    [InlineData("""{ "title": "x", "nodes": { "a": 1 } }""", "This JSON is no workflow")]
    [InlineData("""{ "1": { "class_type": "" } }""", "Node '1' has no class_type.")]
    [InlineData("""{ "1": { "class_type": "X" }, "1": { "class_type": "Y" } }""", "Two nodes have the id '1'.")]
    public void What_is_no_workflow_is_named(string file, string reason) => Assert.StartsWith(reason, Refuse(file).Detail, StringComparison.Ordinal);

    [Fact]
    public void The_editors_format_needs_an_engine_that_has_told()
    {
        var source = (WorkflowSource.Found)WorkflowReader.Read(WorkflowFixtures.EditorWorkflow);

        Assert.IsType<ImportOutcome.NoCatalog>(WorkflowImporter.Import(source, catalog: null, new Fleet([])));
    }

    [Fact]
    public void A_graph_is_taken_without_any_engine()
    {
        var source = (WorkflowSource.Found)WorkflowReader.Read(WorkflowFixtures.ApiWorkflow);

        var import = Assert.IsType<ImportOutcome.Imported>(WorkflowImporter.Import(source, catalog: null, new Fleet([]))).Import;

        Assert.Equal("prompt", import.Slots[0].Name);
        Assert.Empty(import.MissingNodes);
    }

    [Fact]
    public void Missing_nodes_are_listed_with_the_package_that_brings_them()
    {
        var import = Import("""
            {
              "nodes": [
                { "id": 1, "type": "LoadImage", "widgets_values": ["a.png", "image"], "properties": { "cnr_id": "comfy-core" } },
                { "id": 2, "type": "Sparkle", "inputs": [{ "name": "image", "type": "IMAGE", "link": 1 }], "properties": { "aux_id": "someone/ComfyUI-Sparkle", "cnr_id": "sparkle" } },
                { "id": 3, "type": "Glow", "inputs": [{ "name": "image", "type": "IMAGE", "link": 2 }], "properties": { "cnr_id": "glow-pack" } },
                { "id": 4, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 3 }], "widgets_values": ["x"] }
              ],
              "links": [[1, 1, 0, 2, 0, "IMAGE"], [2, 2, 0, 3, 0, "IMAGE"], [3, 3, 0, 4, 0, "IMAGE"]]
            }
            """);

        Assert.Equal(
            [new("Glow", "glow-pack", "https://registry.comfy.org/nodes/glow-pack"), new("Sparkle", "ComfyUI-Sparkle", "https://github.com/someone/ComfyUI-Sparkle")],
            import.MissingNodes);
        Assert.Equal(["Glow", "Sparkle"], import.Requires.Nodes.Select(node => node.ClassType));
    }

    private static WorkflowImport Import(string file) => Import(Encoding.UTF8.GetBytes(file));

    private static WorkflowImport Import(byte[] file)
    {
        var outcome = Run(file);
        Assert.True(outcome is ImportOutcome.Imported, outcome is ImportOutcome.Refused refused ? JsonSerializer.Serialize(refused.Errors) : "");
        return ((ImportOutcome.Imported)outcome).Import;
    }

    private static ImportOutcome.Refused Refuse(string file) => Assert.IsType<ImportOutcome.Refused>(Run(Encoding.UTF8.GetBytes(file)));

    private static ImportOutcome Run(byte[] file) => WorkflowReader.Read(file) switch
    {
        WorkflowSource.Found found => WorkflowImporter.Import(found, WorkflowFixtures.Catalog, new Fleet([])),
        var unusable => ImportOutcome.Refuse(((WorkflowSource.Unusable)unusable).Reason),
    };
}
