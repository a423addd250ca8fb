using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Document;

/// <summary>Frames that were started together. Which ones they are, their takes say: those with this group.</summary>
internal sealed record SequenceRun
{
    public required GroupId GroupId { get; init; }
    public required TakePass Pass { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>One frame anew, beside whatever else goes on.</summary>
    public bool IsReroll { get; init; }

    public bool StopAtFirstFailure { get; init; }

    /// <summary>Somebody wants it stopped; noted before the queue is told.</summary>
    public DateTimeOffset? CancelAskedAt { get; init; }

    /// <summary>The queue was told to stop it. From then on whoever takes that back there is heard.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Everything of it has ended, and the takes say how.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The caller's own name for the request that started it; sent again, it is answered with this run.</summary>
    public string? Key { get; init; }

    /// <summary>Of that request.</summary>
    public string? Fingerprint { get; init; }
}
