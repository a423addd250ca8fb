using ComfyStudio.Jobs;
using ComfyStudio.Simulator.Nodes;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Scheduling;

namespace ComfyStudio.Worker.Tests.Scheduling.Virtual;

/// <summary>An engine whose time is only counted: the simulator's memory, its own pace, one job running and one waiting behind it.</summary>
internal sealed class VirtualEngine(string id, double weight)
{
    private static readonly EngineCatalog Everything = new()
    {
        At = default,
        Models = new Dictionary<string, IReadOnlyList<string>> { ["checkpoints"] = [.. VirtualModel.All.Select(model => model.Name)] },
        Samplers = [],
        Schedulers = [],
        Nodes = [],
    };

    private readonly CardMemory _card = new(16L << 30, TimeSpan.FromSeconds(6));
    private readonly Queue<VirtualJob> _held = [];

    public string Id => id;
    public EngineHoldings Holdings { get; } = new();
    public List<RunSample> Samples { get; } = [];
    public EngineRuns Runs => new(id, weight, Samples);
    public int Switches { get; private set; }
    public bool HasFreeSlot => _held.Count < 2;

    public EngineStanding StandingAt(DateTimeOffset now) => new()
    {
        Id = id,
        Name = id,
        Catalog = Everything,
        Loaded = Holdings.Planned,
        Backlog = Holdings.BacklogAt(now),
        IsIdle = Holdings.IsEmpty,
    };

    /// <summary>True when it can begin at once.</summary>
    public bool Take(VirtualJob job, TimeSpan expected)
    {
        Holdings.Claimed(job.Id, job.Requirements.Models, expected, isGuess: false);
        _held.Enqueue(job);
        return _held.Count == 1;
    }

    /// <summary>Begins with the job that it took first; answers how that ends.</summary>
    public VirtualRun? Begin(DateTimeOffset now)
    {
        if (!_held.TryPeek(out var job))
            return null;
        Switches += _card.Holds(job.Model.Name) ? 0 : 1;
        var time = _card.Load(job.Model.Name) + (job.Work / weight);
        return new VirtualRun(job, Holdings.Started(job.Id, job.Requirements.Models, now), time);
    }

    public void End(VirtualRun run, DateTimeOffset now)
    {
        _held.Dequeue();
        Holdings.Left(run.Job.Id);
        Samples.Insert(0, new RunSample(run.Job.Model.Template, run.Job.ClassKey, run.Warm, run.Time.TotalSeconds, now));
    }
}

internal sealed record VirtualRun(VirtualJob Job, bool Warm, TimeSpan Time);
