using ComfyStudio.Simulator.Execution;
using ComfyStudio.Simulator.Nodes;

namespace ComfyStudio.Simulator.Faults;

/// <summary>The faults that are switched on, and how often each is still to happen.</summary>
internal sealed class FaultBox
{
    private readonly Lock _lock = new();
    private FaultPlan _plan = new();
    private TaskCompletionSource _changed = NewSignal();

    public FaultPlan Plan
    {
        get
        {
            lock (_lock)
                return _plan;
        }
    }

    public void Set(FaultPlan plan)
    {
        lock (_lock)
        {
            _plan = plan;
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    /// <summary>Cuts the connection after the prompt was queued, when that is wanted.</summary>
    public bool DropsAnswerAfterAcceptance(HttpContext http)
    {
        if (!Use(plan => plan.DropAnswersAfterAcceptance, (plan, left) => plan with { DropAnswersAfterAcceptance = left }))
            return false;
        http.Abort();
        return true;
    }

    public bool DropsRequestBeforeAcceptance() =>
        Use(plan => plan.DropRequestsBeforeAcceptance, (plan, left) => plan with { DropRequestsBeforeAcceptance = left });

    /// <summary>The status with which this request shall fail, 0 for a reset; null when it may pass.</summary>
    public int? FailureOf(string path)
    {
        var plan = Plan;
        if (!path.StartsWith(plan.FailPath, StringComparison.Ordinal))
            return null;
        return Use(p => p.FailRequests, (p, left) => p with { FailRequests = left }) ? plan.FailStatus : null;
    }

    public Task StallCatalogAsync(CancellationToken cancellationToken) => WaitWhileAsync(plan => plan.StallObjectInfo, cancellationToken);

    /// <param name="address">Path and query.</param>
    public Task HoldAsync(string address, CancellationToken cancellationToken) =>
        WaitWhileAsync(plan => plan.HoldRequests.Any(part => address.Contains(part, StringComparison.Ordinal)), cancellationToken);

    /// <summary>Keeps the answer back after the prompt was queued, when that is wanted.</summary>
    public Task HoldAnswerAsync(CancellationToken cancellationToken)
    {
        Task changed;
        lock (_lock)
        {
            if (_plan.HoldAnswersAfterAcceptance <= 0)
                return Task.CompletedTask;
            _plan = _plan with { HoldAnswersAfterAcceptance = _plan.HoldAnswersAfterAcceptance - 1 };
            changed = _changed.Task;
        }
        return changed.WaitAsync(cancellationToken);
    }

    /// <summary>What a node meets before it works. A hang ends when the faults change or the process is made to forget.</summary>
    public async Task MeetAsync(string nodeType, CancellationToken cancellationToken)
    {
        var (fault, changed) = TakeNodeFault(nodeType);
        switch (fault?.Kind)
        {
            case null: return;
            case NodeFaultKind.OutOfMemory: throw NodeFailure.OutOfMemory(3L << 30);
            case NodeFaultKind.CudaFault: throw NodeFailure.CudaFault();
            case NodeFaultKind.Hang: await changed.WaitAsync(cancellationToken); return;
            default: throw new NodeFailure(fault.ExceptionType, fault.Message);
        }
    }

    public void TakeAwayOutputs(IEnumerable<OutputImage> images, ImageFolders folders)
    {
        foreach (var image in images)
            if (Use(plan => plan.LoseOutputs, (plan, left) => plan with { LoseOutputs = left }))
                File.Delete(Path.Combine(folders.Folder(image.Type), image.Subfolder, image.Filename));
    }

    private async Task WaitWhileAsync(Func<FaultPlan, bool> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (!holds(_plan))
                    return;
                changed = _changed.Task;
            }
            await changed.WaitAsync(cancellationToken);
        }
    }

    private (NodeFault? Fault, Task Changed) TakeNodeFault(string nodeType)
    {
        lock (_lock)
        {
            var fault = _plan.Nodes.FirstOrDefault(node => node.NodeType == nodeType);
            if (fault is { Times: > 0 })
            {
                var rest = _plan.Nodes.Where(node => !ReferenceEquals(node, fault));
                _plan = _plan with { Nodes = fault.Times > 1 ? [fault with { Times = fault.Times - 1 }, .. rest] : [.. rest] };
            }
            return (fault, _changed.Task);
        }
    }

    private bool Use(Func<FaultPlan, int> count, Func<FaultPlan, int, FaultPlan> set)
    {
        lock (_lock)
        {
            var left = count(_plan);
            if (left <= 0)
                return false;
            _plan = set(_plan, left - 1);
            return true;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
