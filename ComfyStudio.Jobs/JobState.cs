using System.Text.Json.Serialization;

namespace ComfyStudio.Jobs;

/// <summary>Where a job stands. Written to Redis before the side effect that the state announces.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>Waits for an engine, or for its retry time.</summary>
    Queued,

    /// <summary>A worker holds it for an engine; nothing was sent.</summary>
    Leased,

    /// <summary>The prompt id is fixed and the graph is on its way; the engine may or may not have it.</summary>
    Submitting,

    /// <summary>The engine accepted it and it waits in the engine's own queue.</summary>
    Submitted,

    /// <summary>The engine executes it.</summary>
    Running,

    /// <summary>The engine is done; outputs are being fetched and stored.</summary>
    Collecting,

    /// <summary>An answer was lost. Settled by asking the engine, never by guessing.</summary>
    Unknown,

    /// <summary>Every output is stored. Final.</summary>
    Succeeded,

    /// <summary>Failed for a reason that a retry cannot mend. Final.</summary>
    Failed,

    /// <summary>Dead letter: retries are used up; kept with the evidence until somebody decides. Final.</summary>
    Parked,

    /// <summary>Stopped on request. Final.</summary>
    Cancelled,
}

public static class JobStates
{
    public static bool IsFinal(this JobState state) => state >= JobState.Succeeded;

    public static bool IsActive(this JobState state) => state is > JobState.Queued and < JobState.Succeeded;
}
