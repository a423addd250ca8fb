using System.Text.Json.Serialization;

namespace ComfyStudio.Jobs;

/// <summary>What happened, for whoever watches: a capped log that can be resumed by id, and hints that cannot.</summary>
public sealed class JobEvents
{
    /// <summary>
    /// Follows everything from now on, or from after <paramref name="lastEventId"/>. Subscribes first, then replays, then follows,
    /// so that nothing falls between. Yields one <see cref="StudioEventKind.Gap"/> first when the log no longer reaches back that far.
    /// </summary>
    public IAsyncEnumerable<StudioEvent> FollowAsync(string? lastEventId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>The id of the newest logged event, to be sent to a client that fetches its own snapshot.</summary>
    public Task<string> LastIdAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <summary>One event.</summary>
/// <param name="Id">Sortable id in the log; null for hints (progress, preview), which are never replayed.</param>
public sealed record StudioEvent(string? Id, StudioEventKind Kind)
{
    public JobId? JobId { get; init; }
    public GroupId? GroupId { get; init; }
    public string? Owner { get; init; }
    public string? EngineId { get; init; }

    /// <summary>State after the event, for <see cref="StudioEventKind.Job"/>.</summary>
    public JobState? State { get; init; }

    /// <summary>The new image, for <see cref="StudioEventKind.Image"/>.</summary>
    public JobOutput? Output { get; init; }

    public JobProgress? Progress { get; init; }
    public int? PreviewVersion { get; init; }
    public string? TraceParent { get; init; }
    public DateTimeOffset At { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<StudioEventKind>))]
public enum StudioEventKind
{
    Job,
    Image,
    Engine,
    Progress,
    Preview,
    Gap,
}
