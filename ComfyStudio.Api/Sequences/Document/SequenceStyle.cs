using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Document;

/// <summary>What is the same in every frame.</summary>
/// <param name="Prefix">Before every frame's own words.</param>
/// <param name="Suffix">After them.</param>
/// <param name="Negative">One for all frames.</param>
/// <param name="Keywords">The one word that takes the place of each of these others.</param>
internal sealed record SequenceStyle(
    string? Prefix = null, string? Suffix = null, string? Negative = null, IReadOnlyList<StyleLora>? Loras = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Keywords = null)
{
    public static readonly SequenceStyle None = new();
}

internal sealed record StyleLora(string Name, double Strength = 1);

/// <summary>Somebody, or something, that must look the same in every frame.</summary>
/// <param name="Looks">What never changes, as words of a prompt.</param>
/// <param name="Outfits">The first one is worn unless a frame says otherwise.</param>
/// <param name="References">Pictures that templates with a place for them get, in frames where this one is seen and in no other.</param>
/// <param name="Lora">One that was taught this person; only in frames where this one is seen.</param>
/// <param name="Weight">Of the LoRA.</param>
internal sealed record Character(
    string Id, string Name, string? Looks = null, IReadOnlyList<Outfit>? Outfits = null, IReadOnlyList<Reference>? References = null, string? Lora = null,
    double Weight = 1);

internal sealed record Outfit(string Id, string Name, string? Text = null);

/// <summary>A picture that shows what somebody or some place looks like: an uploaded one, or what stands in a frame.</summary>
/// <param name="Input">The id of an uploaded picture, see POST /api/inputs; null for a frame's.</param>
/// <param name="Frame">The id of a frame of this sequence: its picture, as it then is, is the reference in all other frames; it is made first.</param>
internal sealed record Reference(string? Input = null, double Weight = 1, string? Frame = null);

/// <param name="Of">The id of the person or place.</param>
internal sealed record PlacedReference(Reference Reference, string Of, string Name, bool IsPlace);

internal sealed record Location(string Id, string Name, string? Looks = null, string? Light = null, IReadOnlyList<Reference>? References = null);

/// <param name="Base">What the rule begins with. With <c>perFrame</c> every frame draws its own from it, and keeps it wherever it is moved.</param>
internal sealed record SeedRule(SeedRuleKind Rule, Seed Base)
{
    public static readonly SeedRule Default = new(SeedRuleKind.PerFrame, 0);
}
