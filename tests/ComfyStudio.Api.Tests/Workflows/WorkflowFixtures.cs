using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Tests.Workflows;

internal static class WorkflowFixtures
{
    /// <summary>A hundred nodes of a ComfyUI 0.33.0, without their tooltips.</summary>
    public static byte[] ObjectInfo { get; } = Read("nodes.json");

    public static NodeCatalog Catalog { get; } = NodeCatalog.Parse(ObjectInfo);

    /// <summary>A text-to-image workflow as the editor saves it.</summary>
    public static byte[] EditorWorkflow { get; } = Read("editor_text_to_image.json");

    /// <summary>The same as an engine takes it.</summary>
    public static byte[] ApiWorkflow { get; } = Read("editor_text_to_image.api.json");

    private static byte[] Read(string name)
    {
        using var stream = typeof(WorkflowFixtures).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
