using System.Text.Json;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>Reads GET /queue, whose entries are <c>[number, prompt_id, graph, extra_data, outputs]</c>.</summary>
internal static class QueueReader
{
    public static EngineQueue Read(JsonElement queue) => new(
        [.. Entries(queue.Find("queue_running")).Select(entry => entry.Id)],
        [.. Entries(queue.Find("queue_pending")).OrderBy(entry => entry.Number).ThenBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => entry.Id)]);

    private static IEnumerable<(double Number, string Id)> Entries(JsonElement entries)
    {
        foreach (var entry in entries.Items())
        {
            if (entry.At(1).Text() is { } id)
                yield return (entry.At(0) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : 0, id);
        }
    }
}
