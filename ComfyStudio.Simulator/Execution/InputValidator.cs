using System.Globalization;
using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Nodes;
using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>Validates the nodes of one prompt from their outputs back, remembers each verdict, and writes converted values into the prompt.</summary>
internal sealed class InputValidator(JsonObject nodes, JsonObject declarations, NodeCatalog catalog, ImageFolders folders)
{
    private const int ChoicesShown = 20;

    private readonly Dictionary<string, IReadOnlyList<NodeError>> _errors = [];
    private readonly List<string> _order = [];
    private readonly HashSet<string> _valid = [];
    private readonly List<string> _path = [];

    public IEnumerable<(string Id, IReadOnlyList<NodeError> Errors)> Failed =>
        _order.Where(id => _errors[id].Count > 0).Select(id => (id, _errors[id]));

    public IReadOnlyList<NodeError> ErrorsOf(string id) => _errors.GetValueOrDefault(id, []);

    public bool ValidateOutput(string id)
    {
        try
        {
            return Validate(id);
        }
        catch (ValidationException e)
        {
            _path.Clear();
            return Conclude(id, [e.ToError(isInner: false)], areParentsValid: false);
        }
    }

    private bool Validate(string id)
    {
        if (_errors.ContainsKey(id))
            return _valid.Contains(id);
        if (_path.Contains(id))
            return ReportCycle(id);
        _path.Add(id);
        var node = nodes[id] as JsonObject ?? throw new ValidationException("KeyError", $"'{id}'");
        var inputs = node["inputs"] as JsonObject ?? throw new ValidationException("KeyError", "'inputs'");
        var classType = (string)node["class_type"]!;
        var (errors, isValid) = (new List<NodeError>(), true);
        foreach (var input in NodeCatalog.Inputs(declarations, classType))
        {
            if (!inputs.ContainsKey(input.Name))
            {
                if (input.IsRequired)
                    errors.Add(Missing(input));
            }
            else if (inputs[input.Name] is JsonArray link)
            {
                isValid &= ValidateLink(input, link, errors);
            }
            else if (ValidateLiteral(classType, input, inputs) is { } error)
            {
                errors.Add(error);
            }
        }
        _path.Remove(id);
        // A cycle found further down has already passed the verdict on this node.
        return !_errors.ContainsKey(id) && Conclude(id, errors, isValid);
    }

    private bool Conclude(string id, List<NodeError> errors, bool areParentsValid)
    {
        if (_errors.TryAdd(id, errors))
            _order.Add(id);
        if (errors.Count == 0 && areParentsValid)
            _valid.Add(id);
        return _valid.Contains(id);
    }

    private bool ReportCycle(string id)
    {
        var cycle = _path[_path.IndexOf(id)..];
        var way = string.Join(" -> ", cycle.Append(id).Select(node => $"{node} ({nodes[node]!["class_type"]})"));
        foreach (var node in cycle)
        {
            var info = new Fields { { "node_id", node }, { "cycle_nodes", cycle } };
            Conclude(node, [new NodeError("dependency_cycle", "Dependency cycle detected", way, info)], areParentsValid: false);
        }
        return false;
    }

    private bool ValidateLink(InputDeclaration input, JsonArray link, List<NodeError> errors)
    {
        if (link.Count != 2)
        {
            errors.Add(Wrong(input, link, "bad_linked_input", "Bad linked input, must be a length-2 list of [node_id, slot_index]", input.Name));
            return true;
        }
        var from = link[0]?.ToString() ?? "None";
        if (nodes[from] is not JsonObject source)
            throw new ValidationException("KeyError", $"'{from}'");
        var types = catalog.OutputTypes((string)source["class_type"]!);
        var slot = (int)(PythonValues.Number(link[1]) ?? throw new ValidationException("TypeError", "tuple indices must be integers or slices, not str"));
        if (slot >= types.Count || slot < -types.Count)
            throw new ValidationException("IndexError", "tuple index out of range");
        var received = types[slot < 0 ? slot + types.Count : slot];
        if (received != "*" && input.Type != "*" && !input.Type.Split(',').Contains(received))
        {
            errors.Add(Mismatch(input, link, received));
            return true;
        }
        return ValidateInner(from, errors);
    }

    private bool ValidateInner(string from, List<NodeError> errors)
    {
        try
        {
            return Validate(from);
        }
        catch (ValidationException e)
        {
            _path.Remove(from);
            var inner = e.ToError(isInner: true);
            errors.Add(inner);
            return Conclude(from, [inner], areParentsValid: false);
        }
    }

    private NodeError? ValidateLiteral(string classType, InputDeclaration input, JsonObject inputs)
    {
        if (inputs[input.Name] is JsonObject wrapped && wrapped.ContainsKey("__value__"))
            inputs[input.Name] = wrapped["__value__"]?.DeepClone();
        var sent = inputs[input.Name];
        var (value, problem) = PythonValues.Convert(sent, input.Type);
        if (problem is not null)
        {
            return Wrong(
                input, sent, "invalid_input_type", $"Failed to convert an input value to a {input.Type} value",
                $"{input.Name}, {PythonValues.Text(sent)}, {problem}", ("exception_message", problem));
        }
        if (!ReferenceEquals(value, sent))
            inputs[input.Name] = value;
        // These two check their file themselves, instead of by the list.
        if (classType is "LoadImage" or "LoadImageMask" && input.Name == "image")
            return CheckFile(PythonValues.Text(value));
        return CheckRange(input, value) ?? CheckChoice(input, value);
    }

    private NodeError? CheckFile(string name) => folders.FindInput(name) is not null ? null : new NodeError(
        "custom_validation_failed", "Custom validation failed for node", $"image - Invalid image file: {name}",
        new Fields { { "input_name", "image" } });

    private static NodeError? CheckRange(InputDeclaration input, JsonNode? value)
    {
        if (PythonValues.Number(value) is not { } number || input.Options is not { } options)
            return null;
        if (PythonValues.Number(options["min"]) is { } min && number < min)
            return Wrong(input, value, "value_smaller_than_min", $"Value {Shown(value)} smaller than min of {Shown(options["min"])}", input.Name);
        if (PythonValues.Number(options["max"]) is { } max && number > max)
            return Wrong(input, value, "value_bigger_than_max", $"Value {Shown(value)} bigger than max of {Shown(options["max"])}", input.Name);
        return null;
    }

    private static string Shown(JsonNode? value) => PythonValues.Text(value);

    private static NodeError? CheckChoice(InputDeclaration input, JsonNode? value)
    {
        if (input.Choices is not { } choices || choices.Any(choice => JsonNode.DeepEquals(choice, value)))
            return null;
        var isLong = choices.Count > ChoicesShown;
        var list = isLong
            ? string.Create(CultureInfo.InvariantCulture, $"(list of length {choices.Count})")
            : PythonValues.Repr(choices);
        return new NodeError("value_not_in_list", "Value not in list", $"{input.Name}: '{PythonValues.Text(value)}' not in {list}", new Fields
        {
            { "input_name", input.Name }, { "input_config", isLong ? null : input.Declaration }, { "received_value", value },
        });
    }

    private static NodeError Missing(InputDeclaration input) => new(
        "required_input_missing", "Required input is missing", input.Name, new Fields { { "input_name", input.Name } });

    private static NodeError Mismatch(InputDeclaration input, JsonArray link, string received) => new(
        "return_type_mismatch", "Return type mismatch between linked nodes",
        $"{input.Name}, received_type({received}) mismatch input_type({input.Type})",
        new Fields
        {
            { "input_name", input.Name }, { "input_config", input.Declaration }, { "received_type", received }, { "linked_node", link },
        });

    private static NodeError Wrong(
        InputDeclaration input, JsonNode? value, string type, string message, string details, (string Name, string Value)? more = null)
    {
        var info = new Fields { { "input_name", input.Name }, { "input_config", input.Declaration }, { "received_value", value } };
        if (more is { } extra)
            info.Add(extra.Name, extra.Value);
        return new NodeError(type, message, details, info);
    }
}
