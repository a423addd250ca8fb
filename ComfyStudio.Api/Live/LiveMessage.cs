namespace ComfyStudio.Api.Live;

/// <summary>One event as it goes over the wire, written once for all tabs.</summary>
/// <param name="Id">Where to resume after it; null for hints, which are never told twice.</param>
/// <param name="Event">The name that the page listens to.</param>
/// <param name="Data">JSON.</param>
/// <param name="Owner">Whom it concerns; null for everybody.</param>
internal sealed record LiveMessage(string? Id, string Event, string Data, string? Owner = null)
{
    /// <summary>Something was missed: fetch everything anew.</summary>
    public static LiveMessage Reset(string? id) => new(id, "reset", "{}");

    /// <summary>A named event rather than a comment, so that the page too can tell a silent stream from a dead one.</summary>
    public static readonly LiveMessage Heartbeat = new(null, "heartbeat", "{}");
}
