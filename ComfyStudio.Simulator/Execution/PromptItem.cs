using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>A prompt that was accepted: in the queue, running or ended.</summary>
internal sealed class PromptItem(string id, object number, Graph graph, JsonObject extraData, IReadOnlyList<string> outputs)
{
    // Written once, before any other thread sees it: the graph and the extra data are read concurrently from then on.
    private readonly string _graphJson = graph.ToJson();
    private readonly string _extraJson = PythonJson.Serialize(extraData);

    public string Id => id;

    /// <summary>A whole number from the counter, a float when the client chose it; printed accordingly.</summary>
    public object Number => number;

    public double Priority { get; } = Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture);

    public Graph Graph => graph;

    public IReadOnlyList<string> Outputs => outputs;

    public string? ClientId => Text("client_id");

    public string? PreviewMethod => Text("preview_method");

    public JsonObject? ExtraPngInfo => extraData["extra_pnginfo"] as JsonObject;

    public string? WorkflowId =>
        ExtraPngInfo?["workflow"] is JsonObject workflow && workflow["id"] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : null;

    public long CreateTime { get; } = (long)extraData["create_time"]!;

    public RawJson GraphJson => new(_graphJson);

    public RawJson ExtraJson => new(_extraJson);

    /// <summary>The five fields under which /queue and /history show a prompt.</summary>
    public RawJson Tuple { get; private set; }

    public PromptItem Seal()
    {
        Tuple = new RawJson(PythonJson.Serialize(new object[] { number, id, GraphJson, ExtraJson, outputs }));
        return this;
    }

    private string? Text(string name) => extraData[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
