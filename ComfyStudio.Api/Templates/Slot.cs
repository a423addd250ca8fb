using System.Text.Json;

namespace ComfyStudio.Api.Templates;

/// <summary>One value of a template: what it may be, and the node inputs it goes to.</summary>
internal sealed record Slot
{
    // Jobs, images and the page find these two under their names, whatever the template is.
    public const string Prompt = "prompt";
    public const string Seed = "seed";

    /// <summary>The longest text an engine is ever sent.</summary>
    public const int MaxTextLength = 20_000;

    /// <summary>Above it a seed loses digits in JavaScript, though ComfyUI takes up to 2^64-1.</summary>
    public const long MaxSeed = (1L << 53) - 1;

    public const long RandomSeed = -1;

    public required string Name { get; init; }
    public required string Label { get; init; }
    public required SlotType Type { get; init; }

    /// <summary>Where the value goes: <c>node.input</c>.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    public bool Required { get; init; }

    /// <summary>Null, for a model, means the best the engines have.</summary>
    public JsonElement? Default { get; init; }

    public double? Min { get; init; }
    public double? Max { get; init; }

    /// <summary>For whole numbers a rule (a multiple of it); for others only how far one click goes.</summary>
    public double? Step { get; init; }

    public IReadOnlyList<string>? Choices { get; init; }
    public ChoiceSource? ChoicesFrom { get; init; }
    public string? Help { get; init; }
    public bool Advanced { get; init; }
    public int? MaxLength { get; init; }

    /// <summary>Parts of a model's name that suit this template, best first; used when no model is asked for.</summary>
    public IReadOnlyList<string> Prefer { get; init; } = [];
}

internal enum SlotType
{
    Prompt,
    Text,
    Integer,
    Float,
    Boolean,
    Seed,
    Choice,
    Model,
}

internal enum ChoiceSource
{
    Checkpoints,
    Samplers,
    Schedulers,
}
