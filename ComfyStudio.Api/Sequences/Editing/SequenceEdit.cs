using System.Text.Json;
using ComfyStudio.Api.Sequences.Document;

namespace ComfyStudio.Api.Sequences.Editing;

/// <summary>What people change of a sequence. What is left out stays as it is.</summary>
/// <param name="Version">The one that was read; another one by now is refused.</param>
/// <param name="Text">The story or shot list that it was made of; changing it makes no new plan.</param>
/// <param name="Slots">Values of the template that all frames share.</param>
/// <param name="Fps">0 leaves each frame its own length.</param>
/// <param name="Frames">All of them, in their order: those that are not named are taken out, those without a known id are new.</param>
internal sealed record SequenceEdit(
    int Version, string? Title = null, string? Text = null, string? Arc = null, string? Family = null, string? Template = null,
    IReadOnlyDictionary<string, JsonElement>? Slots = null, SequenceStyle? Style = null, IReadOnlyList<Character>? Characters = null,
    IReadOnlyList<Location>? Locations = null, SeedRule? Seed = null, bool? StopAtFirstFailure = null, double? Fps = null, IReadOnlyList<FrameFields>? Frames = null)
{
    public Sequence Over(Sequence sequence) => sequence with
    {
        Title = Title?.Trim() ?? sequence.Title,
        Source = sequence.Source with { Text = Text ?? sequence.Source.Text, Arc = Arc ?? sequence.Source.Arc },
        Family = Family ?? sequence.Family,
        Template = Template ?? sequence.Template,
        Slots = Slots ?? sequence.Slots,
        Style = Style ?? sequence.Style,
        Characters = Characters ?? sequence.Characters,
        Locations = Locations ?? sequence.Locations,
        Seed = Seed ?? sequence.Seed,
        StopAtFirstFailure = StopAtFirstFailure ?? sequence.StopAtFirstFailure,
        Fps = Fps switch { null => sequence.Fps, 0 => null, _ => Fps },
    };
}
