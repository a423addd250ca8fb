using System.Text.Json;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>Reads why a graph, or a part of it, was refused.</summary>
internal static class RejectionReader
{
    /// <summary>Null when the answer is not ComfyUI's.</summary>
    public static PromptRejectedException? Read(JsonElement answer)
    {
        var error = answer.Find("error");
        if (error.Text("type") is not { } type)
            return null;
        var errors = ReadNodeErrors(answer.Find("node_errors"));
        if (errors.Count == 0 && error.Find("extra_info").Label("node_id") is not null)
            errors = [ReadMissingNode(type, error)];
        return new PromptRejectedException(Summarize(error, errors), type, error.Text("details") ?? "", errors);
    }

    public static IReadOnlyList<GraphError> ReadNodeErrors(JsonElement nodeErrors) =>
        [.. nodeErrors.Properties().SelectMany(node => node.Value.Find("errors").Items().Select(error => ReadError(node, error)))];

    private static GraphError ReadError(JsonProperty node, JsonElement error) => new(
        node.Name,
        node.Value.Text("class_type") ?? "",
        error.Text("type") ?? "",
        error.Text("message") ?? "",
        error.Text("details") ?? "",
        error.Find("extra_info").Text("input_name"));

    // missing_node_type names its node in the error itself and leaves node_errors empty.
    private static GraphError ReadMissingNode(string type, JsonElement error)
    {
        var info = error.Find("extra_info");
        return new GraphError(
            info.Label("node_id")!, info.Text("class_type") ?? "", type, error.Text("message") ?? "", error.Text("details") ?? "", Input: null);
    }

    private static string Summarize(JsonElement error, IReadOnlyList<GraphError> errors)
    {
        if (errors is not [var first, ..])
            return $"ComfyUI refused the graph: {error.Text("message")}";
        var more = errors.Count > 1 ? $" ({errors.Count - 1} more)" : "";
        return $"ComfyUI refused the graph: {first}{more}";
    }
}
