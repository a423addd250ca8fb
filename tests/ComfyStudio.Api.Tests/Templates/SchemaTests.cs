using System.Text.Json;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Templates;

public sealed class SchemaTests
{
    private static readonly string Workflows = Path.Join(Checkout.Root, "workflows");

    public static TheoryData<string> Templates => [.. Directory.EnumerateFiles(Workflows, "*.template.json").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_shipped_template_and_its_graph_are_as_the_schemas_say(string fileName)
    {
        Assert.Equal([], new SchemaCheck("template.schema.json").Faults(Read(fileName)));
        Assert.Equal([], new SchemaCheck("graph.schema.json").Faults(Read(fileName.Replace(".template", "", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("""{ "id": "a", "version": "1", "title": "A", "slots": [] }""", "$.slots: too few")]
    [InlineData("""{ "id": "a", "version": "1", "slots": [{ "name": "n", "label": "N", "type": "text", "inputs": ["1.a"] }] }""", "$: without title")]
    [InlineData("""{ "id": "a", "version": "1", "title": "A", "slots": [{ "name": "n", "label": "N", "type": "colour", "inputs": ["1.a"] }] }""", "$.slots[0].type: not one of")]
    [InlineData("""{ "id": "a", "version": "1", "title": "A", "slots": [{ "name": "n", "label": "N", "type": "text", "inputs": ["a"] }] }""", "$.slots[0].inputs[0]: not like")]
    [InlineData("""{ "id": "a", "version": "1", "title": "A", "slots": [{ "name": "n", "label": "N", "type": "text", "inputs": ["1.a"], "colour": 1 }] }""", "$.slots[0]: has colour")]
    [InlineData("""{ "id": "a", "version": "1", "title": "A", "slots": [{ "name": "n", "label": "N", "type": "text", "inputs": ["1.a"], "off": { "1.a": ["4"] } }] }""", "$.slots[0].off.1.a: too few")]
    public void The_schema_finds_what_is_wrong_with_a_template(string template, string fault) =>
        Assert.StartsWith(fault, Assert.Single(new SchemaCheck("template.schema.json").Faults(JsonElement.Parse(template))), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "$: too few")]
    [InlineData("""{ "nodes": [], "links": [] }""", "$.nodes: not of type object")]
    [InlineData("""{ "1": { "inputs": {} } }""", "$.1: without class_type")]
    [InlineData("""{ "1": { "class_type": "A", "inputs": { "a": [1, 2, 3] } } }""", "$.1.inputs.a: none of its forms")]
    public void The_schema_finds_what_is_wrong_with_a_graph(string graph, string fault) =>
        Assert.Contains(fault, new SchemaCheck("graph.schema.json").Faults(JsonElement.Parse(graph)));

    private static JsonElement Read(string fileName) => JsonElement.Parse(File.ReadAllText(Path.Join(Workflows, fileName)));
}
