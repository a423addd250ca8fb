using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>One frame as it would be made.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Plan">Of its one picture, without the references that are still to come.</param>
/// <param name="Values">That it was planned with.</param>
internal sealed record FramePlan(Frame Frame, int Index, GenerationPlan Plan, IReadOnlyList<TakeReference> References, IReadOnlyDictionary<string, JsonElement> Values)
{
    /// <summary>It cannot go into the queue before the pictures of other frames are there.</summary>
    public bool Waits => References.Any(reference => reference.Input is null);

    public Seed Seed => Plan.Images[0].Seed;

    /// <summary>As the engine gets it: alternatives drawn.</summary>
    public string Prompt => TextOf(Templates.Slot.Prompt) ?? "";

    public string? Negative => TextOf(FrameSlots.Negative);

    private string? TextOf(string slot) =>
        Plan.Images[0].Values.TryGetValue(slot, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
