using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Tests.Graphs;

internal static class Catalogs
{
    /// <summary>A hundred nodes of a ComfyUI 0.33.0, without their tooltips.</summary>
    public static NodeCatalog Trimmed { get; } = NodeCatalog.Parse(Fixture.Bytes("nodes.json"));
}
