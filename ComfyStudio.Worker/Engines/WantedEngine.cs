namespace ComfyStudio.Worker.Engines;

/// <summary>An engine that this worker should look after.</summary>
/// <param name="Setting">What its settings begin with, <c>Engines__0__</c>; null when it was added in the studio.</param>
/// <param name="IsLeaving">Somebody removed it and can still take that back: it gets nothing new.</param>
internal sealed record WantedEngine(EngineOptions Options, string? Setting, bool IsLeaving = false)
{
    public string Id => Options.Id;
}
