using System.Text.Json;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>Reads the data of <c>execution_error</c>, the same on the socket, in the history and in the jobs API.</summary>
internal static class NodeExceptionReader
{
    public static NodeException Read(JsonElement data) => new(
        data.Label("node_id") ?? "",
        data.Text("node_type") ?? "",
        (data.Text("exception_message") ?? "").Trim(),
        data.Text("exception_type") ?? "",
        data.Find("traceback").Labels(),
        data.Find("executed").Labels());
}
