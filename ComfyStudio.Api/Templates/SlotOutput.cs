using System.Globalization;
using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Templates;

/// <summary>The output of a node: in a list of outputs written <c>node.slot</c>, as a link <c>[node, slot]</c>.</summary>
internal static class SlotOutput
{
    public static GraphLink Parse(string text) =>
        TryParse(text, out var output) ? output : throw new FormatException($"'{text}' is not node.slot.");

    public static bool TryParse(string text, out GraphLink output)
    {
        output = default;
        if (!SlotInput.TryParse(text, out var parts) || !int.TryParse(parts.Input, NumberStyles.None, CultureInfo.InvariantCulture, out var slot))
            return false;
        output = new GraphLink(parts.NodeId, slot);
        return true;
    }

    public static GraphLink Read(JsonElement link) =>
        TryRead(link, out var output) ? output : throw new FormatException($"{link.GetRawText()} is no link.");

    public static bool TryRead(JsonElement link, out GraphLink output)
    {
        output = default;
        if (link.ValueKind is not JsonValueKind.Array || link.GetArrayLength() != 2
            || link[0].ValueKind is not JsonValueKind.String || link[1].ValueKind is not JsonValueKind.Number || !link[1].TryGetInt32(out var slot) || slot < 0)
            return false;
        output = new GraphLink(link[0].GetString()!, slot);
        return true;
    }
}
