namespace ComfyStudio.Jobs;

/// <summary>A job as it stands now.</summary>
public sealed record Job
{
    public required JobSpec Spec { get; init; }
    public required JobState State { get; init; }

    /// <summary>Rises with each submission to the queue and never falls: the paging key of lists.</summary>
    public required long Sequence { get; init; }

    /// <summary>How often it was claimed. Doubles as the fencing token of its lease.</summary>
    public int Attempt { get; init; }

    /// <summary>0 (first) to 9 (last), as it stands now.</summary>
    public int Priority { get; init; }

    /// <summary>It waits for its paused group to be resumed.</summary>
    public bool Held { get; init; }

    public bool CancelRequested { get; init; }

    /// <summary>Until then its cancel can be taken back.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    public string? EngineId { get; init; }

    /// <summary>Identity of the engine's process when the graph was sent, to notice a restart.</summary>
    public string? EngineInstance { get; init; }

    public string? WorkerId { get; init; }

    /// <summary>The engine's name for this run: a lower-case UUID of ours, stored before the graph is sent.</summary>
    public string? PromptId { get; init; }

    /// <summary>How often the engine died while this ran.</summary>
    public int EngineDeaths { get; init; }

    /// <summary>What was lost when it became <see cref="JobState.Unknown"/>.</summary>
    public string? UnknownReason { get; init; }

    public DateTimeOffset? NotBefore { get; init; }
    public DateTimeOffset? LeasedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? CollectingAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset? LeaseExpiresAt { get; init; }

    public IReadOnlyList<JobOutput> Outputs { get; init; } = [];

    /// <summary>Every failure so far, oldest first. The last one explains a failed or parked job.</summary>
    public IReadOnlyList<JobFailure> Failures { get; init; } = [];

    /// <summary>The job that tries this one again, when there is one.</summary>
    public JobId? RetriedAs { get; init; }

    public JobId Id => Spec.Id;
}

/// <summary>How far the engine is.</summary>
/// <param name="NodeId">The node that runs.</param>
/// <param name="NodeType">Its class_type.</param>
/// <param name="Value">Steps done in this node.</param>
/// <param name="Max">Steps in this node.</param>
/// <param name="Fraction">Of the whole graph, 0 to 1.</param>
public sealed record JobProgress(string? NodeId, string? NodeType, double Value, double Max, double Fraction);

/// <summary>One stored file of a finished job.</summary>
/// <param name="Index">Place among the job's outputs, from 0; with the job id it names the output for ever.</param>
/// <param name="ImageId">The gallery's id.</param>
/// <param name="RelativePath">Below the images root, with '/'.</param>
public sealed record JobOutput(int Index, string ImageId, string RelativePath, string Sha256, long Bytes, int Width, int Height);

/// <summary>The jobs that were asked for together.</summary>
public sealed record JobGroup
{
    public required GroupId Id { get; init; }
    public required string Owner { get; init; }

    /// <summary><c>generation</c>, <c>batch</c> or <c>sequence</c>.</summary>
    public required string Kind { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required IReadOnlyList<JobId> Jobs { get; init; }

    /// <summary>What a batch or a run of a sequence is, in the words (JSON) of whoever asked for it; null for a generation.</summary>
    public string? About { get; init; }

    /// <summary>Rises with each change of <see cref="About"/>. One that was read before the last change can change nothing.</summary>
    public long Revision { get; init; }

    /// <summary>Whether what waits of it is cancelled when one of its jobs fails.</summary>
    public bool StopAtFirstFailure { get; init; }

    /// <summary>Whether more jobs are to come that cannot be made yet: then it does not end with the last of those that are there.</summary>
    public bool ExpectsMore { get; init; }

    /// <summary>How often it has ended: once more when it grew, or something of it was tried again, after its end.</summary>
    public int Ends { get; init; }
}
