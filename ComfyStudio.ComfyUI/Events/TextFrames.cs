using System.Text;
using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Events;

/// <summary>Reads text frames, <c>{ "type": …, "data": {…} }</c>. What does not have the expected shape becomes <see cref="ComfyUIEvent.Other"/>.</summary>
internal static class TextFrames
{
    public static ComfyUIEvent Read(ReadOnlyMemory<byte> frame)
    {
        using var document = LenientJson.TryParse(frame);
        if (document?.RootElement.Text("type") is not { } type)
            return Unreadable(frame.Span);
        var data = document.RootElement.Find("data");
        return ReadKnown(type, data) ?? new ComfyUIEvent.Other(type, Keep(data));
    }

    private static ComfyUIEvent? ReadKnown(string type, JsonElement data) => type switch
    {
        "status" => ReadStatus(data),
        "progress" => ReadProgress(data),
        "feature_flags" => new ComfyUIEvent.FeatureFlags(Keep(data)),
        "executing" => ReadExecuting(data),
        _ => data.Text("prompt_id") is { } promptId ? ReadOfPrompt(type, promptId, data) : null,
    };

    private static ComfyUIEvent? ReadOfPrompt(string type, string promptId, JsonElement data) => type switch
    {
        "execution_start" => new ComfyUIEvent.ExecutionStarted(promptId),
        "execution_cached" => new ComfyUIEvent.ExecutionCached(promptId, data.Find("nodes").Labels()),
        "progress_state" => new ComfyUIEvent.ProgressState(promptId, ReadNodes(data.Find("nodes"))),
        "executed" when data.Label("node") is { } node =>
            new ComfyUIEvent.Executed(promptId, node, data.Label("display_node"), OutputReader.Read(data.Find("output"))),
        "execution_success" => new ComfyUIEvent.ExecutionSucceeded(promptId),
        "execution_error" => new ComfyUIEvent.ExecutionFailed(promptId, NodeExceptionReader.Read(data)),
        "execution_interrupted" => new ComfyUIEvent.ExecutionInterrupted(promptId, data.Label("node_id"), data.Text("node_type")),
        _ => null,
    };

    private static ComfyUIEvent.Status? ReadStatus(JsonElement data) =>
        data.Find("status").Find("exec_info").Integer("queue_remaining") is { } remaining
            ? new ComfyUIEvent.Status((int)remaining, data.Text("sid"))
            : null;

    private static ComfyUIEvent.Progress ReadProgress(JsonElement data) =>
        new(data.Text("prompt_id"), data.Label("node"), data.Number("value") ?? 0, data.Number("max") ?? 0);

    private static ComfyUIEvent? ReadExecuting(JsonElement data)
    {
        var promptId = data.Text("prompt_id");
        if (data.Label("node") is { } node)
            return new ComfyUIEvent.Executing(node, data.Label("display_node"), promptId);
        return promptId is null ? null : new ComfyUIEvent.PromptEnded(promptId);
    }

    private static Dictionary<string, NodeProgress> ReadNodes(JsonElement nodes)
    {
        var byId = new Dictionary<string, NodeProgress>(StringComparer.Ordinal);
        foreach (var (id, node) in nodes.Properties().Select(property => (property.Name, property.Value)))
        {
            byId[id] = new NodeProgress(
                id, node.Label("display_node_id"), node.Number("value") ?? 0, node.Number("max") ?? 0, node.Text("state") ?? "");
        }

        return byId;
    }

    private static JsonElement Keep(JsonElement data) => data.ValueKind is JsonValueKind.Undefined ? JsonElement.Parse("null") : data.Clone();

    private static ComfyUIEvent.Other Unreadable(ReadOnlySpan<byte> frame)
    {
        var start = Encoding.UTF8.GetString(frame[..Math.Min(frame.Length, 256)]);
        return new ComfyUIEvent.Other("", JsonSerializer.SerializeToElement(start, WireJson.Default.String));
    }
}
