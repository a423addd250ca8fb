using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Templates;

/// <summary>Whether the places in a graph that a slot names are there.</summary>
internal static class SlotPlaces
{
    public static IEnumerable<string?> Faults(ApiGraph graph, Slot slot) =>
    [
        .. slot.Inputs.Select(place => slot.Type is SlotType.Loras ? OutputFault(graph, place) : InputFault(graph, place)),
        .. slot.Off?.Select(off => OffFault(graph, off.Key, off.Value)) ?? [],
    ];

    private static string? InputFault(ApiGraph graph, string text)
    {
        if (!SlotInput.TryParse(text, out var place))
            return $"the input '{text}' must be written as node.input, for example 6.text.";
        if (FindFault(graph, place) is { } fault)
            return fault;
        var node = graph.Node(place.NodeId);
        return node.FindLink(place.Input) is { } link ? $"input '{place.Input}' of {node} comes from node '{link.NodeId}'." : null;
    }

    private static string? OutputFault(ApiGraph graph, string text) =>
        !SlotOutput.TryParse(text, out var output) ? $"the output '{text}' must be written as node.slot, for example 4.0."
        : graph.FindNode(output.NodeId) is null ? $"the graph has no node '{output.NodeId}'."
        : null;

    private static string? OffFault(ApiGraph graph, string text, JsonElement link)
    {
        if (!SlotInput.TryParse(text, out var place))
            return $"off: the input '{text}' must be written as node.input, for example 8.vae.";
        if (FindFault(graph, place) is { } fault)
            return $"off: {fault}";
        if (!SlotOutput.TryRead(link, out var from))
            return $"off: '{text}' needs a link, for example [\"4\", 2].";
        return graph.FindNode(from.NodeId) is null ? $"off: the graph has no node '{from.NodeId}'." : null;
    }

    private static string? FindFault(ApiGraph graph, SlotInput place)
    {
        if (graph.FindNode(place.NodeId) is not { } node)
            return $"the graph has no node '{place.NodeId}'.";
        return node.InputNames.Contains(place.Input) ? null : $"{node} has no input '{place.Input}'; it has {string.Join(", ", node.InputNames)}.";
    }
}
