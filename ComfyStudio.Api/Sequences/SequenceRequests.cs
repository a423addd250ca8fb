using System.Text.Json;
using ComfyStudio.Api.Sequences.Editing;

namespace ComfyStudio.Api.Sequences;

/// <param name="Text">A story, or a shot list, a CSV or a Fountain script.</param>
/// <param name="Frames">How many shots a story becomes; a list keeps its own.</param>
/// <param name="Arc">What happens in which part of the story.</param>
/// <param name="Family">How prompts are worded: the id of a model family, see GET /api/producer; guessed from the template when left out.</param>
/// <param name="Plan">Has the producer make frames of the text; without it the sequence begins empty.</param>
[NoUnknownFields]
internal sealed record CreateSequence(
    string? Title = null, string? Text = null, int? Frames = null, string? Arc = null, string? Family = null, string? Template = null,
    IReadOnlyDictionary<string, JsonElement>? Slots = null, bool Plan = true);

/// <summary>What is left out stays as it is.</summary>
internal sealed record PlanSequence(int? Version = null, string? Text = null, int? Frames = null, string? Arc = null);

internal sealed record BranchSequence(string? Title = null);

/// <param name="Images">Its pictures go to the trash, too.</param>
internal sealed record DeletedSequenceView(string Id, string? TrashId, int Images);

internal sealed record VersionOnly(int Version);

/// <param name="Before">The id of the frame that it comes before; at the end when left out.</param>
internal sealed record AddFrame(int Version, FrameFields? Frame = null, string? Before = null);

internal sealed record EditFrame(int Version, FrameFields Frame);

/// <param name="Wish">What shall be otherwise: <c>closer, at night, without the umbrella</c>.</param>
internal sealed record ReviseFrame(int Version, string? Wish = null);

/// <param name="Ids">All frames, in their new order.</param>
internal sealed record OrderFrames(int Version, IReadOnlyList<string> Ids);

/// <param name="Take">The id of the take to show; null for the latest one that has come.</param>
internal sealed record ChooseTake(int Version, string? Take = null);

/// <param name="Image">The id of an image of the gallery; null takes it away again.</param>
internal sealed record SetPicture(int Version, string? Image = null);
