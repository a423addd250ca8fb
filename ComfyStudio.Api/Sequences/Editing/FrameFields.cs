using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Editing;

/// <summary>What people write of a frame. What is left out stays as it is; an empty text clears a cell, and so does the seed -1.</summary>
/// <param name="Id">Of a frame that is there, or was taken out; a new one gets its own.</param>
/// <param name="Cast">Ids of those who are to be seen.</param>
/// <param name="Outfits">What they wear, by the ids of both.</param>
/// <param name="Locks">Names of cells that must stay.</param>
/// <param name="PromptOverride">The whole prompt, instead of the one that would be put together.</param>
internal sealed record FrameFields(
    string? Id = null, string? Title = null, string? Action = null, string? Description = null, string? ShotType = null, IReadOnlyList<string>? Cast = null,
    IReadOnlyDictionary<string, string>? Outfits = null, string? LocationId = null, string? TimeOfDay = null, Seed? Seed = null, IReadOnlyList<string>? Locks = null,
    int? DurationMs = null, string? Notes = null, string? PromptOverride = null)
{
    public Frame Over(Frame frame) => frame with
    {
        Title = Title?.Trim() ?? frame.Title,
        Action = Action ?? frame.Action,
        Description = Description ?? frame.Description,
        ShotType = ShotType?.Trim() ?? frame.ShotType,
        Cast = Cast is null ? frame.Cast : [.. Cast.Distinct()],
        Outfits = Outfits ?? frame.Outfits,
        LocationId = Cleared(LocationId, frame.LocationId),
        TimeOfDay = Cleared(TimeOfDay, frame.TimeOfDay),
        Seed = Seed switch { null => frame.Seed, { IsRandom: true } => null, _ => Seed },
        Locks = Locks is null ? frame.Locks : [.. Locks.Distinct()],
        DurationMs = DurationMs ?? frame.DurationMs,
        Notes = Notes ?? frame.Notes,
        PromptOverride = Cleared(PromptOverride, frame.PromptOverride),
    };

    private static string? Cleared(string? asked, string? before) => asked is null ? before : asked.Trim().Length == 0 ? null : asked;
}
