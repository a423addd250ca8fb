using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Continuity;

/// <param name="Version">Of the sequence that was looked at.</param>
/// <param name="Scale">What the numbers mean.</param>
internal sealed record ContinuityView(int Version, IReadOnlyList<FrameContinuity> Frames, ContinuityScale Scale);

/// <param name="ImageId">The picture that stands there; null as long as there is none.</param>
/// <param name="Before">To the nearest picture before it; null for the first.</param>
/// <param name="After">To the nearest picture after it.</param>
/// <param name="References">To the pictures of those who are to be seen, and of the place.</param>
/// <param name="Remarks">What may be worth a look.</param>
internal sealed record FrameContinuity(
    string Id, int Number, ImageId? ImageId, NeighbourView? Before, NeighbourView? After, IReadOnlyList<ReferenceView> References, IReadOnlyList<string> Remarks);

/// <param name="Frame">The other one's id.</param>
internal sealed record NeighbourView(string Frame, int Number, double Palette, string PaletteMeans, double Likeness, string LikenessMeans);

/// <param name="Of">The id of the person or place.</param>
/// <param name="Input">Which of their pictures; null for a frame's.</param>
/// <param name="Frame">The id of the frame whose picture it is; null for an uploaded one.</param>
internal sealed record ReferenceView(string Of, string Name, string? Input, string? Frame, double Palette, string PaletteMeans, double Likeness, string LikenessMeans);

/// <summary>From which value on a meaning holds, the highest first.</summary>
internal sealed record ContinuityScale(IReadOnlyList<ScaleStep> Palette, IReadOnlyList<ScaleStep> Likeness);

internal sealed record ScaleStep(double From, string Means);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ContinuityView))]
[JsonSerializable(typeof(ComparisonOrder))]
[JsonSerializable(typeof(ComparisonAnswer))]
internal sealed partial class ContinuityJson : JsonSerializerContext;
