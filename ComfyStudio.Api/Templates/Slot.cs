using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Templates;

/// <summary>One value of a template: what it may be, and the node inputs it goes to.</summary>
internal sealed record Slot
{
    // Jobs, images and the page find these two under their names, whatever the template is.
    public const string Prompt = "prompt";
    public const string Seed = "seed";

    /// <summary>The longest text an engine is ever sent.</summary>
    public const int MaxTextLength = 20_000;

    /// <summary>The highest of those that are drawn here: every program reads it exactly. ComfyUI takes up to 2^64-1.</summary>
    public const long MaxDrawnSeed = (1L << 53) - 1;

    public required string Name { get; init; }
    public required string Label { get; init; }
    public required SlotType Type { get; init; }

    /// <summary>The section of the form that it stands in; the first one when it is left out.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// Where the value goes: <c>node.input</c>. Of a size the width's and the height's in turn. Of LoRAs the outputs they go behind,
    /// <c>node.slot</c>: the model's and, where the text encoder takes them too, the clip's.
    /// </summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    public bool Required { get; init; }

    /// <summary>Null, for a model, means the best the engines have.</summary>
    public JsonElement? Default { get; init; }

    public double? Min { get; init; }
    public double? Max { get; init; }

    /// <summary>For whole numbers a rule (a multiple of it); for others only how far one click goes.</summary>
    public double? Step { get; init; }

    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>A folder of models, or one of <see cref="ChoiceSources"/>.</summary>
    public string? ChoicesFrom { get; init; }

    public string? Help { get; init; }
    public bool Advanced { get; init; }
    public int? MaxLength { get; init; }

    /// <summary>Parts of a model's name that suit this template, best first; used when no model is asked for.</summary>
    public IReadOnlyList<string> Prefer { get; init => field = value ?? []; } = [];

    /// <summary>The form shows it only then; its value counts all the same.</summary>
    public SlotCondition? VisibleWhen { get; init; }

    /// <summary>Links to make, <c>node.input</c> to <c>[node, slot]</c>, when the value is false, null or an empty list: a part is left out.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Off { get; init; }

    /// <summary>Of an image: whose pictures a sequence puts there.</summary>
    public SlotReference? Reference { get; init; }

    /// <summary>Whether it may be left without a value.</summary>
    [JsonIgnore]
    public bool IsOptional => Off is not null && Type is not (SlotType.Boolean or SlotType.Loras);

    /// <summary>Whether a model's name says that it was made for this.</summary>
    public bool Suits(string name) => Prefer.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether its choices are the files of a folder that engines keep models in.</summary>
    [JsonIgnore]
    public bool ChoosesFiles => ChoicesFrom is not null && !ChoiceSources.All.Contains(ChoicesFrom);
}

/// <summary>That an image keeps somebody, or a place, alike over many pictures.</summary>
/// <param name="Of"><c>person</c> or <c>place</c>.</param>
/// <param name="Weight">The slot that says how much it counts; null where nothing does.</param>
internal sealed record SlotReference(string Of, string? Weight = null)
{
    public const string Person = "person";
    public const string Place = "place";
}

/// <summary>That another slot has this value, or has not.</summary>
/// <param name="Slot">The other slot's name.</param>
internal sealed record SlotCondition(string Slot)
{
    /// <summary>Undefined, unlike null, when it is not said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement Is { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public JsonElement IsNot { get; init; }

    [JsonIgnore]
    public bool IsWhole => Is.ValueKind is JsonValueKind.Undefined != IsNot.ValueKind is JsonValueKind.Undefined;
}
