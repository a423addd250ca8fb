using ComfyStudio.Simulator.Nodes;
using ComfyStudio.Simulator.Painting;
using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>One prompt while it runs: where it is, what it has said, and whom it tells.</summary>
internal sealed class PromptRun(PromptItem item, EventSockets sockets, PromptQueue queue, string defaultPreviewMethod, Func<long> clock)
{
    private readonly List<NodeProgress> _progress = [];
    private readonly List<object> _messages = [];

    public PromptItem Item => item;

    /// <summary>A copy of its own: nodes write into it what belongs in the metadata, and the history must not show that.</summary>
    public Graph Graph { get; } = item.Graph.Copy();

    public List<string> Executed { get; } = [];

    public List<(string NodeId, IReadOnlyList<OutputImage> Images)> Outputs { get; } = [];

    public RawJson? Error { get; private set; }

    public long StartTime { get; private set; }

    public long EndTime { get; private set; }

    public RawJson Messages => new(PythonJson.Serialize(_messages));

    public bool WantsPreviews => (item.PreviewMethod is null or "default" ? defaultPreviewMethod : item.PreviewMethod) != "none";

    public void Start()
    {
        sockets.RunningClient = item.ClientId;
        sockets.RunningNode = null;
        StartTime = clock();
        Tell("execution_start", new Fields { { "prompt_id", item.Id }, { "timestamp", StartTime } });
    }

    public void TellCached(IReadOnlyList<string> nodes) =>
        Tell("execution_cached", new Fields { { "nodes", nodes }, { "prompt_id", item.Id }, { "timestamp", clock() } });

    public void StartNode(string nodeId)
    {
        sockets.RunningNode = nodeId;
        SetProgress(NodeProgress.Started(nodeId));
        sockets.SendToOwner(ServerEvents.Executing(nodeId, item.Id));
    }

    public void Step(string nodeId, int value, int max, Func<Picture>? preview)
    {
        SetProgress(NodeProgress.AtStep(nodeId, value, max));
        var progress = ServerEvents.Progress(value, max, item.Id, nodeId);
        if (preview is null)
        {
            sockets.SendToOwnerOrAll(progress);
            return;
        }
        // Recorded: a preview with metadata comes before the progress message, one without after it.
        var png = PngWriter.Write(preview(), []);
        if (sockets.OwnerWantsMetadata)
        {
            sockets.SendToOwnerOrAll(ServerEvents.PreviewWithMetadata(png, item.Id, nodeId));
            sockets.SendToOwnerOrAll(progress);
            return;
        }
        sockets.SendToOwnerOrAll(progress);
        sockets.SendToOwnerOrAll(ServerEvents.Preview(png));
    }

    public void FinishNode(string nodeId) => SetProgress(Find(nodeId).Finished());

    public void ShowOutput(string nodeId, IReadOnlyList<OutputImage> images)
    {
        Outputs.Add((nodeId, images));
        sockets.SendToOwner(ServerEvents.Executed(nodeId, UiOf(images), item.Id));
    }

    public void FinishFromCache(string nodeId) => SetProgress(NodeProgress.FromCache(nodeId));

    public void Say(string nodeId, string text) => sockets.Broadcast(ServerEvents.Text(nodeId, text));

    public void ThrowIfInterrupted()
    {
        if (queue.IsInterrupted)
            throw new PromptInterrupted();
    }

    public void Succeed()
    {
        EndTime = clock();
        Tell("execution_success", new Fields { { "prompt_id", item.Id }, { "timestamp", EndTime } });
    }

    public void TellInterrupted(GraphNode node)
    {
        EndTime = clock();
        var data = new Fields
        {
            { "prompt_id", item.Id }, { "node_id", node.Id }, { "node_type", node.ClassType }, { "executed", Executed },
            { "timestamp", EndTime },
        };
        Tell("execution_interrupted", data, toAllWithoutOwner: true);
    }

    public void TellError(Fields error)
    {
        EndTime = clock();
        error.Add("timestamp", EndTime);
        Error = new RawJson(PythonJson.Serialize(error));
        Tell("execution_error", Error);
    }

    public FinishedPrompt ToFinished(string status, string jobStatus)
    {
        var (outputs, meta) = (new Fields(), new Fields());
        foreach (var (nodeId, images) in Outputs)
        {
            outputs.Add(nodeId, UiOf(images));
            meta.Add(nodeId, new Fields { { "node_id", nodeId }, { "display_node", nodeId }, { "parent_node", null }, { "real_node_id", nodeId } });
        }
        var last = Outputs.LastOrDefault(output => output.Images.Count > 0);
        return new FinishedPrompt(item, status)
        {
            JobStatus = jobStatus,
            StartTime = StartTime,
            EndTime = EndTime,
            Outputs = new RawJson(PythonJson.Serialize(outputs)),
            Messages = Messages,
            Meta = new RawJson(PythonJson.Serialize(meta)),
            Error = Error,
            OutputsCount = Outputs.Sum(output => output.Images.Count),
            Preview = last.NodeId is null ? null : (last.NodeId, last.Images[0]),
        };
    }

    private static RawJson UiOf(IReadOnlyList<OutputImage> images) =>
        new(PythonJson.Serialize(new Fields { { "images", images.Select(image => image.ToFields()).ToList() } }));

    private NodeProgress Find(string nodeId) => _progress.First(progress => progress.NodeId == nodeId);

    private void SetProgress(NodeProgress progress)
    {
        var index = _progress.FindIndex(other => other.NodeId == progress.NodeId);
        if (index < 0)
            _progress.Add(progress);
        else
            _progress[index] = progress;
        sockets.SendToOwnerOrAll(ServerEvents.ProgressState(item.Id, _progress));
    }

    private void Tell(string type, object data, bool toAllWithoutOwner = false)
    {
        _messages.Add(new[] { type, data });
        var frame = Frame.Event(type, data);
        if (toAllWithoutOwner)
            sockets.SendToOwnerOrAll(frame);
        else
            sockets.SendToOwner(frame);
    }
}
