using System.Text.Json;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>Reads finished prompts, from /history and from the jobs API, which tell an ending by the same list of messages.</summary>
internal static class HistoryReader
{
    public static HistoryEntry Read(string promptId, JsonElement entry)
    {
        var status = entry.Find("status");
        var messages = new StatusMessages(status.Find("messages"));
        return new HistoryEntry(
            promptId,
            status.Flag("completed"),
            status.Text("status_str") ?? "",
            OutputReader.ReadAll(entry.Find("outputs")),
            messages.ReadError(),
            messages.IsInterrupted)
        {
            StartedAt = messages.StartedAt,
            EndedAt = messages.EndedAt,
        };
    }

    /// <summary>For servers without the jobs API.</summary>
    public static EngineJob ToJob(HistoryEntry entry)
    {
        var failed = entry.Error is not null || entry.StatusText == "error";
        var status = entry.Interrupted ? EngineJobStatus.Cancelled : failed ? EngineJobStatus.Failed : EngineJobStatus.Completed;
        return new EngineJob(entry.PromptId, status, entry.Outputs, entry.Error) { StartedAt = entry.StartedAt, EndedAt = entry.EndedAt };
    }
}
