using System.Text.Json.Serialization;

namespace ComfyStudio.Jobs;

/// <summary>One event.</summary>
/// <param name="Id">Sortable id in the log; null for hints (progress, preview), which are never replayed. That of a gap is where it ends.</param>
public sealed record StudioEvent(string? Id, StudioEventKind Kind)
{
    public JobId? JobId { get; init; }
    public GroupId? GroupId { get; init; }
    public string? Owner { get; init; }
    public string? EngineId { get; init; }

    /// <summary>State after the event, for <see cref="StudioEventKind.Job"/>.</summary>
    public JobState? State { get; init; }

    /// <summary>The job of one that ended, as it stood when this was read; null when it is gone, or for whoever follows only the images.</summary>
    public Job? Job { get; init; }

    /// <summary>The new image, for <see cref="StudioEventKind.Image"/>.</summary>
    public JobOutput? Output { get; init; }

    public JobProgress? Progress { get; init; }
    public JobPreview? Preview { get; init; }
    public string? TraceParent { get; init; }
    public DateTimeOffset At { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<StudioEventKind>))]
public enum StudioEventKind
{
    /// <summary>A job came in, changed its state, or is asked to be cancelled.</summary>
    Job,

    /// <summary>An image is stored.</summary>
    Image,

    /// <summary>An engine, or its catalog, changed.</summary>
    Engine,

    /// <summary>The last unfinished job of a group ended.</summary>
    Group,

    /// <summary>Something was paused or resumed, or the order of an owner's waiting jobs changed.</summary>
    Queue,
    Progress,
    Preview,

    /// <summary>Events were lost: fetch everything anew.</summary>
    Gap,
}
