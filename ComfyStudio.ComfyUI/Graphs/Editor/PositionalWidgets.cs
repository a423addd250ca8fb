using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>
/// Walks through the values of a node in the order in which the editor makes its widgets: the engine's order of inputs, with the second
/// widgets behind seeds, the button to upload behind the required ones, and what a dynamic combo asks for behind the combo.
/// </summary>
internal sealed class PositionalWidgets
{
    private static readonly HashSet<string> NoNames = [];

    private readonly EditorNode _node;
    private readonly List<JsonElement> _values;
    private readonly Dictionary<string, JsonElement> _read = new(StringComparer.Ordinal);
    private readonly IReadOnlySet<string> _without;
    private int _position;
    private int _widgetsLeft;

    private PositionalWidgets(EditorNode node, List<JsonElement> values, int from, IReadOnlySet<string> without)
    {
        (_node, _values, _position, _without) = (node, values, from, without);
    }

    public static IReadOnlyDictionary<string, JsonElement> Read(EditorNode node, NodeDefinition definition, List<JsonElement> values) =>
        ReadPart(node, definition, values, from: 0, without: NoNames).Values;

    /// <summary>The same, where values of several nodes stand behind one another.</summary>
    /// <param name="from">Where this node's begin.</param>
    /// <param name="without">Widgets that have no value there.</param>
    /// <returns>Besides, where the next node's begin.</returns>
    public static (IReadOnlyDictionary<string, JsonElement> Values, int Next) ReadPart(
        EditorNode node, NodeDefinition definition, List<JsonElement> values, int from, IReadOnlySet<string> without)
    {
        var widgets = new PositionalWidgets(node, values, from, without);
        widgets.ReadAll(definition.Inputs);
        return (widgets._read, widgets._position);
    }

    private int ValuesLeft => _values.Count - _position;

    private void ReadAll(IReadOnlyList<InputDefinition> inputs)
    {
        _widgetsLeft = inputs.Count(input => input.IsWidget && !_without.Contains(input.Name));
        var hasUpload = inputs.Any(input => input.IsUpload);
        foreach (var input in inputs)
        {
            if (hasUpload && !input.IsRequired)
                SkipUpload(ref hasUpload);
            if (input.IsWidget && !_without.Contains(input.Name))
                _widgetsLeft--;
            ReadInput(input);
        }
    }

    private void ReadInput(InputDefinition input)
    {
        foreach (var name in NamesOf(input))
        {
            SkipUnknownControl(input);
            if (ValuesLeft <= 0)
                return;
            var value = _values[_position++];
            _read[name] = value;
            SkipControl(input);
            foreach (var inner in input.InputsOf(value.Text()))
                ReadInput(inner);
        }
    }

    // What grows has as many widgets as the file says.
    private IEnumerable<string> NamesOf(InputDefinition input)
    {
        if (_without.Contains(input.Name))
            return [];
        if (input.IsWidget)
            return [input.Name];
        return input.Grown.Any(grown => grown.IsWidget)
            ? _node.Inputs.Where(socket => socket.Widget?.StartsWith($"{input.Name}.", StringComparison.Ordinal) is true).Select(socket => socket.Widget!)
            : [];
    }

    // A page's extension may have given a widget that is no seed such a second one, too.
    private void SkipUnknownControl(InputDefinition input)
    {
        if (input.WidgetType is "INT" or "FLOAT" or "BOOLEAN" && ValuesLeft > 0 && ControlWords.IsOne(_values[_position]))
            _position++;
    }

    // Files that no editor made may lack it, and of one that is long ago, or of a page with a button of its own there, it is no word.
    // Behind a combo there is a third one, with a filter.
    private void SkipControl(InputDefinition input)
    {
        if (!input.ControlAfterGenerate || ValuesLeft <= 0)
            return;
        var isOther = _values[_position].ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null && ValuesLeft > _widgetsLeft;
        if (!isOther && !ControlWords.IsOne(_values[_position]))
            return;
        _position++;
        if (input.WidgetType == "COMBO" && ValuesLeft > _widgetsLeft && _values[_position].ValueKind is JsonValueKind.String)
            _position++;
    }

    private void SkipUpload(ref bool hasUpload)
    {
        hasUpload = false;
        if (ValuesLeft > _widgetsLeft)
            _position++;
    }
}
