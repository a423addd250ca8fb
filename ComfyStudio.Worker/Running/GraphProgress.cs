using ComfyStudio.ComfyUI;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Running;

/// <summary>
/// How far a whole graph is, from what its engine says of single nodes. Sampling is what people wait for, so it weighs by its steps;
/// everything else weighs little. Never goes back.
/// </summary>
internal sealed class GraphProgress(ApiGraph graph)
{
    private const double LeastSampling = 10;

    private readonly Dictionary<string, double> _weights = graph.Nodes.ToDictionary(node => node.Id, WeightOf, StringComparer.Ordinal);
    private readonly HashSet<string> _done = [];
    private readonly Dictionary<string, double> _partly = [];
    private string? _node;
    private double _fraction;

    public JobProgress Current { get; private set; } = new(null, null, 0, 0, 0);

    public void Cached(IEnumerable<string> nodes)
    {
        _done.UnionWith(nodes.Where(_weights.ContainsKey));
        Show(Current.Value, Current.Max);
    }

    public void Executing(string node)
    {
        if (node == _node)
            return;
        if (_node is not null)
            Finish(_node);
        _node = node;
        Show(0, 0);
    }

    public void Stepped(string? node, double value, double max)
    {
        if (node is not null)
            _node = node;
        if (_node is not null && max > 0)
            _partly[_node] = Math.Clamp(value / max, 0, 1);
        Show(value, max);
    }

    public void States(IReadOnlyDictionary<string, NodeProgress> nodes)
    {
        foreach (var (id, node) in nodes)
        {
            if (node.State == "finished")
                Finish(id);
            else if (node.Max > 0)
                _partly[id] = Math.Clamp(node.Value / node.Max, 0, 1);
        }
        Show(Current.Value, Current.Max);
    }

    internal static double WeightOf(GraphNode node)
    {
        if (node.ClassType.Contains("Sampler", StringComparison.Ordinal) && node.FindValue("steps") is { } steps)
            return Math.Max(LeastSampling, double.TryParse(steps.ToJsonString(), out var count) ? count : LeastSampling);
        if (node.ClassType.Contains("Checkpoint", StringComparison.Ordinal) || node.ClassType.Contains("UNETLoader", StringComparison.Ordinal))
            return 3;
        return node.ClassType.StartsWith("VAE", StringComparison.Ordinal) ? 2 : 0.5;
    }

    private void Finish(string node)
    {
        if (_weights.ContainsKey(node))
            _done.Add(node);
        _partly.Remove(node);
    }

    private void Show(double value, double max)
    {
        var total = _weights.Values.Sum();
        var made = _done.Sum(node => _weights[node])
            + _partly.Where(part => !_done.Contains(part.Key)).Sum(part => _weights.GetValueOrDefault(part.Key) * part.Value);
        _fraction = Math.Max(_fraction, total > 0 ? Math.Clamp(made / total, 0, 1) : 0);
        Current = new JobProgress(_node, _node is null ? null : graph.FindNode(_node)?.ClassType, value, max, _fraction);
    }
}
