namespace ComfyStudio.Images.Exports;

public enum ExportStatus
{
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>How far an export is: <c>state.json</c>, written by whoever makes it, and by nobody else.</summary>
/// <param name="Total">Steps, about as long as each other.</param>
public sealed record ExportState(ExportStatus Status, int Done, int Total)
{
    /// <summary>Of the finished file.</summary>
    public long Bytes { get; init; }

    /// <summary>Why it failed, and what to do.</summary>
    public string? Problem { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How often the work was begun.</summary>
    public int Starts { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool IsOpen => Status is ExportStatus.Queued or ExportStatus.Running;
}

public sealed record Export(ExportOrder Order, ExportState State);
