using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>
/// Walks through the values of a node in the order in which the editor makes its widgets: the engine's order of inputs, with the second
/// widgets behind seeds, the button to upload behind the required ones, and what a dynamic combo asks for behind the combo.
/// </summary>
internal sealed class PositionalWidgets
{
    private readonly EditorNode _node;
    private readonly List<JsonElement> _values;
    private readonly Dictionary<string, JsonElement> _read = new(StringComparer.Ordinal);
    private int _position;
    private int _widgetsLeft;

    private PositionalWidgets(EditorNode node, List<JsonElement> values)
    {
        _node = node;
        _values = values;
    }

    public static IReadOnlyDictionary<string, JsonElement> Read(EditorNode node, NodeDefinition definition, List<JsonElement> values)
    {
        var widgets = new PositionalWidgets(node, values);
        widgets.ReadAll(definition.Inputs);
        return widgets._read;
    }

    private int ValuesLeft => _values.Count - _position;

    private void ReadAll(IReadOnlyList<InputDefinition> inputs)
    {
        _widgetsLeft = inputs.Count(input => input.IsWidget);
        var hasUpload = inputs.Any(input => input.IsUpload);
        foreach (var input in inputs)
        {
            if (hasUpload && !input.IsRequired)
                SkipUpload(ref hasUpload);
            if (input.IsWidget)
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

    // Files that no editor made may lack it. Behind a combo there is a third one, with a filter.
    private void SkipControl(InputDefinition input)
    {
        if (!input.ControlAfterGenerate || ValuesLeft <= 0 || !ControlWords.IsOne(_values[_position]))
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
