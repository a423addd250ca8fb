using System.Security.Cryptography;
using System.Text;
using ComfyStudio.Simulator.Nodes;
using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>
/// What nodes gave last time. The key is a node's class, its literal inputs and the same of all its ancestors; ids do not
/// matter. As on a real machine under memory pressure only what the newest prompt used survives it, which also bounds it.
/// </summary>
internal sealed class OutputCache
{
    private Dictionary<string, NodeResult> _results = [];

    public NodeResult? Find(string key) => _results.GetValueOrDefault(key);

    public void Put(string key, NodeResult result) => _results[key] = result;

    public void KeepOnly(IEnumerable<string> keys)
    {
        var kept = new Dictionary<string, NodeResult>();
        foreach (var key in keys)
            if (_results.TryGetValue(key, out var result))
                kept[key] = result;
        _results = kept;
    }

    public void Clear() => _results = [];

    /// <summary>The key of every node that can run; nodes that never may be cached have a new one each time.</summary>
    public static Dictionary<string, string> KeysOf(Graph graph, IEnumerable<string> nodeIds, Func<GraphNode, string?> freshness)
    {
        var keys = new Dictionary<string, string>();
        foreach (var id in nodeIds)
            KeyOf(graph, id, freshness, keys);
        return keys;
    }

    private static string KeyOf(Graph graph, string id, Func<GraphNode, string?> freshness, Dictionary<string, string> keys)
    {
        if (keys.TryGetValue(id, out var known))
            return known;
        var node = graph.Node(id);
        var text = new StringBuilder(node.ClassType).Append('\n').Append(freshness(node)).Append('\n');
        foreach (var (name, value) in node.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('=');
            if (Graph.IsLink(value, out var link) && graph.Contains(link.NodeId))
                text.Append('@').Append(KeyOf(graph, link.NodeId, freshness, keys)).Append(':').Append(link.Slot);
            else
                text.Append(PythonJson.Serialize(value));
            text.Append('\n');
        }
        return keys[id] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
