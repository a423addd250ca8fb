namespace ComfyStudio.Api.Templates;

/// <summary>The input of a node, written <c>node.input</c>. Input names may hold dots themselves, node ids may not.</summary>
internal readonly record struct SlotInput(string NodeId, string Input)
{
    public static SlotInput Parse(string text) =>
        TryParse(text, out var input) ? input : throw new FormatException($"'{text}' is not node.input.");

    public static bool TryParse(string text, out SlotInput input)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        input = dot > 0 && dot < text.Length - 1 ? new SlotInput(text[..dot], text[(dot + 1)..]) : default;
        return input != default;
    }
}
