using System.Diagnostics;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Worker.Telemetry;

/// <summary>One span for each node that the engine executes, from the events: one begins where the one before it ends.</summary>
internal sealed class NodeTrace(ApiGraph graph) : IDisposable
{
    private readonly Activity? _job = Activity.Current;
    private Activity? _node;

    public void Executing(string nodeId, DateTimeOffset at)
    {
        if (_node?.GetTagItem("node.id") as string == nodeId)
            return;
        Ended(at);
        var type = graph.FindNode(nodeId)?.ClassType ?? "node";
        if (type.Contains("Loader", StringComparison.Ordinal))
            _job?.AddEvent(new ActivityEvent("model load", at, tags: new() { ["node.type"] = type }));
        _node = WorkerTelemetry.Source.StartActivity($"node {type}", ActivityKind.Client, _job?.Context ?? default, startTime: at);
        _node?.SetTag("node.id", nodeId).SetTag("node.type", type);
        // The events come between other work of the job, which is no child of the node.
        Activity.Current = _job;
    }

    public void Ended(DateTimeOffset at)
    {
        _node?.SetEndTime(at.UtcDateTime);
        Dispose();
    }

    public void Failed(string message) => _node?.SetStatus(ActivityStatusCode.Error, message);

    public void Dispose()
    {
        _node?.Dispose();
        _node = null;
        Activity.Current = _job;
    }
}
