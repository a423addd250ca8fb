using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Simulator.Nodes;
using ComfyStudio.Simulator.Painting;
using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>Runs one prompt: cached nodes are skipped, the others run one by one in ComfyUI's order.</summary>
internal sealed class PromptExecutor(NodeLibrary library, NodeCatalog catalog, ImageFolders folders, OutputCache cache, FaultBox faults)
{
    /// <returns>What became of it: success, error or interrupted; null when the process was made to forget it.</returns>
    public async Task<FinishedPrompt> RunAsync(PromptRun run, CancellationToken cancellationToken)
    {
        run.Start();
        var keys = OutputCache.KeysOf(run.Graph, Reachable(run), node => Freshness(run.Graph, node));
        run.TellCached([.. run.Graph.NodeIds.Where(id => keys.TryGetValue(id, out var key) && cache.Find(key) is not null)]);

        var order = new ExecutionOrder(
            run.Graph, id => catalog.IsOutput(run.Graph.Node(id).ClassType), id => cache.Find(keys[id]) is not null);
        foreach (var output in run.Item.Outputs)
            order.Add(output);

        while (!order.IsEmpty)
        {
            var id = order.Next();
            var node = run.Graph.Node(id);
            try
            {
                await RunNodeAsync(run, node, keys, cancellationToken);
            }
            catch (PromptInterrupted)
            {
                run.TellInterrupted(node);
                return run.ToFinished("error", "cancelled");
            }
            catch (NodeFailure failure)
            {
                run.TellError(Describe(run, node, failure));
                return run.ToFinished("error", "failed");
            }
            order.Complete(id);
        }
        cache.KeepOnly(keys.Values);
        run.Succeed();
        return run.ToFinished("success", "completed");
    }

    private static HashSet<string> Reachable(PromptRun run)
    {
        var reachable = new HashSet<string>();
        var stack = new Stack<string>(run.Item.Outputs);
        while (stack.TryPop(out var id))
            if (reachable.Add(id))
                foreach (var link in run.Graph.LinksOf(id))
                    stack.Push(link.NodeId);
        return reachable;
    }

    private async Task RunNodeAsync(
        PromptRun run, GraphNode node, Dictionary<string, string> keys, CancellationToken cancellationToken)
    {
        if (cache.Find(keys[node.Id]) is { } known)
        {
            if (known.Shown is { } shown)
                run.ShowOutput(node.Id, shown);
            run.FinishFromCache(node.Id);
            return;
        }
        // Announced first: an interrupt that comes between two nodes blames the one that would be next.
        run.StartNode(node.Id);
        run.ThrowIfInterrupted();
        await faults.MeetAsync(node.ClassType, cancellationToken);
        var stage = new NodeStage(run, node.Id);
        var result = await library.RunAsync(new NodeCall(node, Resolve(run.Graph, node, keys), stage), cancellationToken);
        cache.Put(keys[node.Id], result);
        run.Executed.Add(node.Id);
        if (result.Shown is { } files)
        {
            faults.TakeAwayOutputs(files, folders);
            run.ShowOutput(node.Id, files);
        }
        run.FinishNode(node.Id);
    }

    private Dictionary<string, object?> Resolve(Graph graph, GraphNode node, Dictionary<string, string> keys)
    {
        var inputs = new Dictionary<string, object?>();
        foreach (var (name, value) in node.Inputs)
        {
            var isLink = Graph.IsLink(value, out var link) && keys.ContainsKey(link.NodeId);
            inputs[name] = isLink ? cache.Find(keys[link.NodeId])!.Outputs.ElementAtOrDefault(link.Slot) : value;
        }
        return inputs;
    }

    // An uploaded picture may have changed under the same name; a node that sends to the socket must run every time.
    private string? Freshness(Graph graph, GraphNode node)
    {
        if (node.ClassType == "SaveImageWebsocket")
            return Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        if (node.ClassType is not ("LoadImage" or "LoadImageMask") || node.Inputs["image"] is not JsonValue image)
            return null;
        if (folders.FindInput(image.ToString()) is not { } path)
            return null;
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        graph.SetFreshness(node.Id, fingerprint);
        return fingerprint;
    }

    private static Fields Describe(PromptRun run, GraphNode node, NodeFailure failure)
    {
        var inputs = new Fields();
        foreach (var (name, value) in node.Inputs)
            if (!Graph.IsLink(value, out _))
                inputs.Add(name, new[] { value?.ToString() ?? "None" });
        return new Fields
        {
            { "prompt_id", run.Item.Id }, { "node_id", node.Id }, { "node_type", node.ClassType }, { "executed", run.Executed },
            { "exception_message", failure.Message + "\n" }, { "exception_type", failure.ExceptionType },
            { "traceback", new[] { $"  File \"/opt/ComfyUI/execution.py\", line 545, in execute\n    # simulated: {node.ClassType}\n" } },
            { "current_inputs", inputs }, { "current_outputs", run.Graph.NodeIds.ToList() },
        };
    }

    private sealed class NodeStage(PromptRun run, string nodeId) : INodeStage
    {
        public bool WantsPreviews => run.WantsPreviews;

        public void Step(int value, int max, Func<Picture>? preview, bool isResult)
        {
            run.ThrowIfInterrupted();
            run.Step(nodeId, value, max, isResult || run.WantsPreviews ? preview : null);
        }

        public void Say(string text) => run.Say(nodeId, text);

        public IEnumerable<KeyValuePair<string, string>> Metadata
        {
            get
            {
                yield return new("prompt", run.Graph.ToJson());
                foreach (var (key, value) in run.Item.ExtraPngInfo ?? [])
                    yield return new(key, PythonJson.Serialize(value));
            }
        }
    }
}
