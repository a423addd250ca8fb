using System.Collections.Frozen;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>What the names of inputs mean, over all nodes that follow ComfyUI's habits.</summary>
internal static class KnownInputs
{
    private static readonly FrozenDictionary<string, KnownInput> ByName = new Dictionary<string, KnownInput>
    {
        ["steps"] = new("steps", "Steps", SlotType.Integer, ProposedGroup.Sampling),
        ["cfg"] = new("cfg", "CFG", SlotType.Float, ProposedGroup.Sampling),
        ["guidance"] = new("guidance", "Guidance", SlotType.Float, ProposedGroup.Sampling),
        ["sampler_name"] = new("sampler", "Sampler", SlotType.Choice, ProposedGroup.Sampling, IsAdvanced: true),
        ["scheduler"] = new("scheduler", "Scheduler", SlotType.Choice, ProposedGroup.Sampling, IsAdvanced: true),
        ["denoise"] = new("denoise", "Denoise", SlotType.Float, ProposedGroup.Sampling),
        ["start_at_step"] = new("start_at_step", "Start at step", SlotType.Integer, ProposedGroup.Sampling, IsAdvanced: true),
        ["end_at_step"] = new("end_at_step", "End at step", SlotType.Integer, ProposedGroup.Sampling, IsAdvanced: true),
        ["shift"] = new("shift", "Shift", SlotType.Float, ProposedGroup.Sampling, IsAdvanced: true),
        ["stop_at_clip_layer"] = new("clip_skip", "CLIP layer", SlotType.Integer, ProposedGroup.Models, IsAdvanced: true),
        ["strength"] = new("strength", "Strength", SlotType.Float, ProposedGroup.Control),
        ["start_percent"] = new("start", "Start", SlotType.Float, ProposedGroup.Control, IsAdvanced: true),
        ["end_percent"] = new("end", "End", SlotType.Float, ProposedGroup.Control, IsAdvanced: true),
        ["weight"] = new("weight", "Weight", SlotType.Float, ProposedGroup.Control),
        ["scale_by"] = new("scale", "Scale", SlotType.Float, ProposedGroup.Picture),
        ["batch_size"] = new("batch_size", "Pictures at once", SlotType.Integer, ProposedGroup.Picture, IsAdvanced: true),
        ["length"] = new("length", "Frames", SlotType.Integer, ProposedGroup.Picture),
        ["num_frames"] = new("length", "Frames", SlotType.Integer, ProposedGroup.Picture),
        ["video_frames"] = new("length", "Frames", SlotType.Integer, ProposedGroup.Picture),
        ["seconds"] = new("seconds", "Seconds", SlotType.Float, ProposedGroup.Picture),
        ["aspect_ratio"] = new("aspect_ratio", "Aspect ratio", SlotType.Choice, ProposedGroup.Picture),
        ["megapixels"] = new("megapixels", "Megapixels", SlotType.Float, ProposedGroup.Picture, IsAdvanced: true),
        ["upscale_by"] = new("scale", "Scale", SlotType.Float, ProposedGroup.Picture),
        ["frame_rate"] = new("frame_rate", "Frames per second", SlotType.Float, ProposedGroup.Picture),
        ["fps"] = new("fps", "Frames per second", SlotType.Float, ProposedGroup.Picture),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Nodes that hold a single value, put there to be changed. Their title says what it is.</summary>
    public static bool IsPrimitive(string classType) => classType.StartsWith("Primitive", StringComparison.Ordinal);

    /// <summary>Whether a slot of this name is made of one of them.</summary>
    public static bool IsSlot(string name) => ByName.Values.Any(known => known.Slot == name);

    public static KnownInput? Find(string input) => ByName.GetValueOrDefault(input);
}

/// <param name="Slot">Name of the slot; a number is added where there are several.</param>
internal sealed record KnownInput(string Slot, string Label, SlotType Type, SlotGroup Group, bool IsAdvanced = false);

/// <summary>The sections of a proposed form.</summary>
internal static class ProposedGroup
{
    public static readonly SlotGroup Prompt = new("prompt", "Prompt");
    public static readonly SlotGroup Inputs = new("inputs", "Pictures to start from");
    public static readonly SlotGroup Picture = new("picture", "Picture");
    public static readonly SlotGroup Models = new("models", "Models");
    public static readonly SlotGroup Control = new("control", "Control");
    public static readonly SlotGroup Sampling = new("sampling", "Sampling");
    public static readonly SlotGroup More = new("more", "More");

    public static readonly IReadOnlyList<SlotGroup> InOrder = [Prompt, Inputs, Picture, Models, Control, Sampling, More];
}
