using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>What is to be made.</summary>
/// <param name="States">How everything stands that was made before.</param>
/// <param name="SeedOf">Of a frame at its place.</param>
internal sealed record FrameWish(Sequence Sequence, SequenceStates States, IReadOnlyList<Frame> Frames, TakePass Pass, Func<Frame, int, Seed> SeedOf);
