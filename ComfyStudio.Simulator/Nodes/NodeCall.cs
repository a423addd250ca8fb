using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Execution;
using ComfyStudio.Simulator.Painting;

namespace ComfyStudio.Simulator.Nodes;

/// <summary>What a node may do to the outside while it runs.</summary>
internal interface INodeStage
{
    /// <summary>Reports a step, with a preview if anybody watches, then gives way to an interrupt.</summary>
    void Step(int value, int max, Func<Picture>? preview = null, bool isResult = false);

    bool WantsPreviews { get; }

    void Say(string text);

    /// <summary>The prompt as it goes into the picture's metadata, and further chunks of the client.</summary>
    IEnumerable<KeyValuePair<string, string>> Metadata { get; }
}

/// <summary>One node with its inputs resolved: links replaced by what came along them.</summary>
internal sealed class NodeCall(GraphNode node, IReadOnlyDictionary<string, object?> inputs, INodeStage stage)
{
    public GraphNode Node => node;

    public INodeStage Stage => stage;

    public bool Has(string name) => inputs.ContainsKey(name);

    public T Take<T>(string name)
        where T : class
    {
        var value = inputs.GetValueOrDefault(name);
        return value as T ?? throw new NodeFailure("AttributeError", $"'{PythonType(value)}' object has no attribute 'shape'");
    }

    public string Text(string name, string otherwise = "") => Json(name) is { } value ? value.ToString() : otherwise;

    public int Whole(string name, int otherwise = 0) => (int)Math.Clamp(Number(name, otherwise), int.MinValue, int.MaxValue);

    public double Number(string name, double otherwise = 0) =>
        Json(name) is { } value && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;

    public ulong Seed(string name) =>
        Json(name) is { } value && ulong.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var seed) ? seed : 0;

    private JsonValue? Json(string name) => inputs.GetValueOrDefault(name) as JsonValue;

    private static string PythonType(object? value) => value switch
    {
        null => "NoneType",
        JsonValue json => json.GetValueKind() switch
        {
            JsonValueKind.String => "str",
            JsonValueKind.Number => "int",
            _ => "bool",
        },
        _ => "dict",
    };
}
