namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Which input a bypassed node gives on at an output.</summary>
internal static class Bypass
{
    private const string Any = "*";

    /// <param name="type">Of the input that asks.</param>
    /// <returns>Null when none of its inputs would do.</returns>
    public static int? Slot(EditorNode node, int output, string type)
    {
        var inputs = node.Inputs;
        if (inputs.Count == 0)
            return null;
        if (type == Any)
            return output < inputs.Count ? output : 0;
        var own = output < node.OutputTypes.Count ? node.OutputTypes[output] : Any;
        if (output < inputs.Count && Fits(inputs[output].Type, own) && Fits(inputs[output].Type, type))
            return output;
        var exact = inputs.Index().Where(input => input.Item.Type == type).Select(input => (int?)input.Index).FirstOrDefault();
        return exact ?? inputs.Index()
            .Where(input => Fits(input.Item.Type, own) && Fits(input.Item.Type, type))
            .Select(input => (int?)input.Index)
            .FirstOrDefault();
    }

    // Types are compared without regard to case, and may be lists.
    private static bool Fits(string one, string other) => one == Any || other == Any
        || one.Split(',').Any(type => other.Split(',').Contains(type, StringComparer.OrdinalIgnoreCase));
}
