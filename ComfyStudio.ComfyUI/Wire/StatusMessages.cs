using System.Text.Json;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>What happened to a finished prompt: <c>[["execution_start", {…, "timestamp": ms}], …]</c>.</summary>
internal readonly struct StatusMessages(JsonElement messages)
{
    public bool IsInterrupted => Find("execution_interrupted").ValueKind is JsonValueKind.Object;

    public DateTimeOffset? StartedAt => Find("execution_start").Instant("timestamp");

    public DateTimeOffset? EndedAt => messages.Items().LastOrDefault().At(1).Instant("timestamp");

    public NodeException? ReadError() =>
        Find("execution_error") is { ValueKind: JsonValueKind.Object } data ? NodeExceptionReader.Read(data) : null;

    private JsonElement Find(string name) => messages.Items().FirstOrDefault(message => message.At(0).Text() == name).At(1);
}
