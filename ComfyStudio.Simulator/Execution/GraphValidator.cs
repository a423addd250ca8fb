using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Nodes;
using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>A refusal (with an error), or the outputs that will run; node errors come with either.</summary>
internal sealed record Validation(Fields? Error, IReadOnlyList<string> Outputs, Fields NodeErrors);

/// <summary>Checks a prompt as ComfyUI does: the classes of all nodes, then from each output backwards, input by input.</summary>
internal sealed class GraphValidator(NodeCatalog catalog, ImageFolders folders)
{
    /// <exception cref="ServerTrouble">Shapes over which ComfyUI stumbles instead of answering.</exception>
    public Validation Validate(JsonObject nodes, JsonNode? targets)
    {
        var outputs = new List<string>();
        foreach (var (id, value) in nodes)
        {
            var node = value as JsonObject ?? throw new ServerTrouble("argument of type 'str' is not a container or iterable");
            if (MissingType(id, node) is { } missing)
                return new Validation(missing, [], new Fields());
            if (catalog.IsOutput((string)node["class_type"]!) && IsTarget(id, targets))
                outputs.Add(id);
        }
        return outputs.Count == 0
            ? new Validation(Error("prompt_no_outputs", "Prompt has no outputs", ""), [], new Fields())
            : Judge(nodes, outputs);
    }

    public static Fields Error(string type, string message, string details, Fields? extraInfo = null) => new()
    {
        { "type", type }, { "message", message }, { "details", details }, { "extra_info", extraInfo ?? new Fields() },
    };

    private Fields? MissingType(string id, JsonObject node)
    {
        var title = (node["_meta"] as JsonObject)?["title"]?.ToString();
        var classType = node["class_type"]?.ToString();
        if (classType is not null && catalog.Contains(classType))
            return null;
        var message = classType is null
            ? $"Node 'ID #{id}' has no class_type. The workflow may be corrupted or a custom node is missing."
            : $"Node '{title ?? classType}' not found. The custom node may not be installed.";
        return Error("missing_node_type", message, $"Node ID '#{id}'", new Fields
        {
            { "node_id", id }, { "class_type", classType }, { "node_title", classType is null ? title : title ?? classType },
        });
    }

    // Python's "in": membership in a list, but part of a text.
    private static bool IsTarget(string id, JsonNode? targets) => targets switch
    {
        null => true,
        JsonArray list => list.Any(target => target?.ToString() == id),
        JsonValue text when text.TryGetValue<string>(out var word) => word.Contains(id, StringComparison.Ordinal),
        _ => throw new ServerTrouble("argument is not iterable"),
    };

    private Validation Judge(JsonObject nodes, List<string> outputs)
    {
        var validator = new InputValidator(nodes, catalog.Describe(), catalog, folders);
        var good = new List<string>();
        var ownErrors = new List<string>();
        var nodeErrors = new Dictionary<string, (IReadOnlyList<NodeError> Errors, List<string> Dependents)>();
        foreach (var output in outputs)
        {
            if (validator.ValidateOutput(output))
            {
                good.Add(output);
                continue;
            }
            ownErrors.AddRange(validator.ErrorsOf(output).Select(error => $"{error.Message}: {error.Details}"));
            foreach (var (id, errors) in validator.Failed)
            {
                if (!nodeErrors.ContainsKey(id))
                    nodeErrors[id] = (errors, []);
                nodeErrors[id].Dependents.Add(output);
            }
        }
        return good.Count > 0
            ? new Validation(null, good, ToFields(nodes, nodeErrors))
            : new Validation(
                Error("prompt_outputs_failed_validation", "Prompt outputs failed validation", string.Join("\n", ownErrors)),
                [],
                ToFields(nodes, nodeErrors));
    }

    private static Fields ToFields(JsonObject nodes, Dictionary<string, (IReadOnlyList<NodeError> Errors, List<string> Dependents)> nodeErrors)
    {
        var fields = new Fields();
        foreach (var (id, (errors, dependents)) in nodeErrors)
        {
            fields.Add(id, new Fields
            {
                { "errors", errors.Select(error => error.ToFields()).ToList() },
                { "dependent_outputs", dependents },
                { "class_type", nodes[id]!["class_type"]!.ToString() },
            });
        }
        return fields;
    }
}
