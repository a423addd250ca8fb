using System.Text.Json.Nodes;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Tests.Templates;

/// <summary>What an engine tells of its nodes that has all nodes and models of the shipped templates.</summary>
internal static class NodeFixture
{
    public static byte[] Json { get; } = Read();

    public static NodeCatalog Catalog { get; } = NodeCatalog.Parse(Json);

    /// <summary>The same engine after a change.</summary>
    public static byte[] Changed(Action<JsonObject> change)
    {
        var nodes = JsonNode.Parse(Json)!.AsObject();
        change(nodes);
        return System.Text.Encoding.UTF8.GetBytes(nodes.ToJsonString());
    }

    private static byte[] Read()
    {
        using var stream = typeof(NodeFixture).Assembly.GetManifestResourceStream("object_info.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
