namespace ComfyStudio.ComfyUI.Graphs;

/// <param name="Name">Those inside a dynamic combo have its name before theirs: <c>resize_type.width</c>.</param>
/// <param name="Type">INT, FLOAT, STRING, BOOLEAN, COMBO, or a socket type such as MODEL.</param>
/// <param name="Choices">Of a COMBO; model names are as the engine spells them. Empty when the engine fetches them on demand.</param>
/// <param name="Max">Approximate above 2^53: seeds go up to 2^64 - 1.</param>
/// <param name="Default">string, bool, long or double; null when there is none.</param>
public sealed record InputDefinition(string Name, string Type, bool IsRequired, IReadOnlyList<string> Choices, double? Min, double? Max, double? Step, object? Default)
{
    /// <summary>The kind of widget the editor draws: the type itself, unless the engine asks for another one.</summary>
    public string WidgetType { get; init; } = Type;

    /// <summary>A value that a person sets, and not only a socket.</summary>
    public bool IsWidget { get; init; }

    /// <summary>Only a link can serve it, although its type has a widget.</summary>
    public bool ForceInput { get; init; }

    /// <summary>The editor draws a second widget behind it, which says how the value changes after each run.</summary>
    public bool ControlAfterGenerate { get; init; }

    /// <summary>Names an image that was uploaded to the engine.</summary>
    public bool ImageUpload { get; init; }

    /// <summary>Names a file that was uploaded to the engine: an image, sound, video or any other.</summary>
    public bool IsUpload { get; init; }

    public bool Multiline { get; init; }

    /// <summary>A prompt: the editor leaves out remarks and draws alternatives when it sends it.</summary>
    public bool DynamicPrompts { get; init; }

    public string? Tooltip { get; init; }

    /// <summary>A default that is an object or a list, as JSON text.</summary>
    public string? DefaultJson { get; init; }

    /// <summary>Of a dynamic combo: what each of its <see cref="Choices"/> asks for besides.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<InputDefinition>> Variants { get; init; } = NoVariants;

    /// <summary>Of an input that grows by as many sockets as are linked: what each of them takes, under a name of its own.</summary>
    public IReadOnlyList<InputDefinition> Grown { get; init; } = [];

    private static readonly Dictionary<string, IReadOnlyList<InputDefinition>> NoVariants = [];

    /// <summary>What this dynamic combo asks for besides when it has this value; nothing for any other input.</summary>
    public IReadOnlyList<InputDefinition> InputsOf(string? value) => value is null ? [] : Variants.GetValueOrDefault(value, []);
}
