namespace ComfyStudio.Simulator.Execution;

/// <summary>
/// The order in which ComfyUI runs a graph: it walks back from the outputs with a stack, then always takes a node that
/// waits for nothing, preferring those that bring a picture to the eye sooner.
/// </summary>
internal sealed class ExecutionOrder(Graph graph, Func<string, bool> isOutput, Func<string, bool> isCached)
{
    private readonly List<string> _pending = [];
    private readonly Dictionary<string, HashSet<string>> _blocks = [];
    private readonly Dictionary<string, int> _blockCount = [];

    public bool IsEmpty => _pending.Count == 0;

    public void Add(string outputId)
    {
        var stack = new Stack<string>([outputId]);
        var links = new List<(string From, string To)>();
        while (stack.TryPop(out var id))
        {
            if (_blockCount.ContainsKey(id))
                continue;
            _pending.Add(id);
            _blockCount[id] = 0;
            _blocks[id] = [];
            foreach (var link in graph.LinksOf(id))
            {
                if (isCached(link.NodeId))
                    continue;
                stack.Push(link.NodeId);
                links.Add((link.NodeId, id));
            }
        }
        foreach (var (from, to) in links)
            if (_blocks[from].Add(to))
                _blockCount[to]++;
    }

    public string Next()
    {
        var ready = _pending.Where(id => _blockCount[id] == 0).ToList();
        return ready.Find(isOutput.Invoke)
            ?? ready.Find(id => _blocks[id].Any(isOutput))
            ?? ready.Find(id => _blocks[id].Any(next => _blocks[next].Any(isOutput)))
            ?? ready[0];
    }

    public void Complete(string id)
    {
        _pending.Remove(id);
        foreach (var next in _blocks[id])
            _blockCount[next]--;
    }
}
