using System.Text.Json;
using System.Text.RegularExpressions;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>
/// Widgets that a subgraph shows on the node that stands for it. Three generations of files keep their values in three ways: by name; in
/// the order of <c>properties.proxyWidgets</c>, pairs of a node inside and its widget; or in the order of the inputs that have a widget.
/// Where none of them tells, the node inside has the value.
/// </summary>
internal static partial class PromotedWidgets
{
    // In place of a node's id: an input of the subgraph.
    private const string OwnInput = "-1";

    /// <summary>What a host says about one of its inputs.</summary>
    public static JsonElement? Find(Host host, string input)
    {
        if (host.Around.HostValues.TryGetValue((host.Id, input), out var outer))
            return outer;
        if (host.Node.NamedValues.Find(input) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } named)
            return named;
        return ByProxy(host, input) ?? ByInput(host, input);
    }

    /// <summary>Notes the values of widgets that a host shows although no input of its own leads to them.</summary>
    public static void Apply(Host host, Dictionary<(string NodeId, string Widget), JsonElement> values)
    {
        foreach (var (proxy, value) in ProxyValues(host))
        {
            if (proxy.Node != OwnInput)
                values.TryAdd(($"{host.Id}:{proxy.Node}", proxy.Widget), value);
        }
    }

    private static JsonElement? ByProxy(Host host, string input)
    {
        foreach (var (proxy, value) in ProxyValues(host))
        {
            if ((proxy.Node == OwnInput && proxy.Widget == input) || LeadsTo(host, input, proxy))
                return value;
        }

        return null;
    }

    private static bool LeadsTo(Host host, string input, Proxy proxy)
    {
        var graph = host.Subgraph.Graph;
        return graph.Nodes.TryGetValue(proxy.Node, out var node)
            && node.Inputs.FirstOrDefault(socket => (socket.Widget ?? socket.Name) == proxy.Widget) is { Link: { } id }
            && graph.Links.TryGetValue(id, out var link)
            && link.OriginId == host.Subgraph.InputNodeId
            && link.OriginSlot >= 0 && link.OriginSlot < host.Subgraph.Inputs.Count
            && host.Subgraph.Inputs[link.OriginSlot] == input;
    }

    // Another number of values than of proxies is from a time when the node inside had them all. Previews are shown, too, but have no value.
    private static IEnumerable<(Proxy Proxy, JsonElement Value)> ProxyValues(Host host)
    {
        var proxies = Proxies(host);
        var count = host.Node.Values.Items().Count();
        if (count != proxies.Count)
            proxies.RemoveAll(proxy => proxy?.Widget.StartsWith("$$", StringComparison.Ordinal) is true);
        if (count != proxies.Count)
            return [];
        return proxies.Zip(host.Node.Values.Items())
            .Where(pair => pair.First is not null && pair.Second.ValueKind is not JsonValueKind.Null)
            .Select(pair => (pair.First!, pair.Second));
    }

    private static List<Proxy?> Proxies(Host host) => [.. host.Node.Properties.Find("proxyWidgets").Items().Select(ReadProxy)];

    private static Proxy? ReadProxy(JsonElement entry)
    {
        if (entry.At(0).Label() is not { } node || entry.At(1).Text() is not { } widget)
            return null;
        // "12: seed" of node 5 is the seed of node 12 inside the subgraph that node 5 stands for.
        while (Nested().Match(widget) is { Success: true } nested)
            (node, widget) = ($"{node}:{nested.Groups[1].Value}", nested.Groups[2].Value);
        return new Proxy(node, widget);
    }

    // Some files count the widget that says how a seed goes on as well, although it is never shown.
    private static JsonElement? ByInput(Host host, string input)
    {
        var values = host.Node.Values;
        var shown = host.Node.Inputs.Where(socket => socket.Widget is not null).ToList();
        // Some files do not say which sockets are widgets; those that lead to widgets are.
        if (shown.Count == 0)
            shown = [.. host.Node.Inputs.Where(socket => IsForWidget(host, socket.Name))];
        var count = values.Items().Count();
        if (count < shown.Count || (count > shown.Count && Proxies(host).Count > 0))
            return null;
        var index = 0;
        foreach (var socket in shown)
        {
            if (socket.Name == input)
                return values.At(index) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } value ? value : null;
            index++;
            if (count > shown.Count && ControlWords.IsOne(values.At(index)))
                index++;
        }

        return null;
    }

    private static bool IsForWidget(Host host, string input) => host.Subgraph.Graph.Links.Values.Any(link =>
        link.OriginId == host.Subgraph.InputNodeId
        && link.OriginSlot >= 0 && link.OriginSlot < host.Subgraph.Inputs.Count && host.Subgraph.Inputs[link.OriginSlot] == input
        && host.Subgraph.Graph.Nodes.TryGetValue(link.TargetId, out var target)
        && link.TargetSlot >= 0 && link.TargetSlot < target.Inputs.Count && target.Inputs[link.TargetSlot].Widget is not null);

    private sealed record Proxy(string Node, string Widget);

    [GeneratedRegex("""^\s*(\d+)\s*:\s*(.+)$""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Nested();
}
