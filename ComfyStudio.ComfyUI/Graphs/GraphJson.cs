using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs;

/// <summary>Graphs and workflows as ComfyUI writes them, which is not always JSON.</summary>
public static class GraphJson
{
    /// <summary>Null when it cannot be read. Python's <c>NaN</c> and <c>Infinity</c> become null.</summary>
    public static JsonElement? TryParse(ReadOnlyMemory<byte> utf8)
    {
        using var document = LenientJson.TryParse(utf8);
        return document?.RootElement.Clone();
    }
}
