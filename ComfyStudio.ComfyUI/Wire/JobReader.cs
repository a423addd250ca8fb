using System.Text.Json;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>Reads one job of <c>/api/jobs</c>.</summary>
internal static class JobReader
{
    /// <summary>Null without an id or with a status that this library does not know.</summary>
    public static EngineJob? Read(JsonElement job)
    {
        if (job.Text("id") is not { Length: > 0 } id || ReadStatus(job.Text("status")) is not { } status)
            return null;
        return new EngineJob(id, status, OutputReader.ReadAll(job.Find("outputs")), ReadError(job))
        {
            StartedAt = job.Instant("execution_start_time"),
            EndedAt = job.Instant("execution_end_time"),
        };
    }

    private static EngineJobStatus? ReadStatus(string? status) => status switch
    {
        "pending" => EngineJobStatus.Pending,
        "in_progress" => EngineJobStatus.Running,
        "completed" => EngineJobStatus.Completed,
        "failed" => EngineJobStatus.Failed,
        "cancelled" => EngineJobStatus.Cancelled,
        _ => null,
    };

    private static NodeException? ReadError(JsonElement job) => job.Find("execution_error") is { ValueKind: JsonValueKind.Object } error
        ? NodeExceptionReader.Read(error)
        : new StatusMessages(job.Find("execution_status").Find("messages")).ReadError();
}
