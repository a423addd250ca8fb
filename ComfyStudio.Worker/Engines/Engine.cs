using System.Collections.Concurrent;
using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Engines;

/// <summary>One engine as all parts of this worker see it: how to reach it, how it is, what runs on it.</summary>
internal sealed class Engine(EngineOptions options, int position, ComfyUIClient client, TimeProvider time)
{
    private readonly ConcurrentDictionary<JobId, byte> _jobs = [];
    private readonly Uri _address = EngineAddress.TryParse(options)!.BaseAddress;

    public string Id => options.Id;
    public string Name => options.Name;
    public string Address => _address.ToString().TrimEnd('/');
    public bool IsLocal => _address.IsLoopback;
    public bool IsDeclaredSimulator => options.Simulator;
    public ComfyUIClient Client => client;
    public EventRouter Events { get; } = new(time);

    /// <summary>Replaced as a whole by the <see cref="EngineAgent"/>, the only writer.</summary>
    public EngineCondition Condition { get; set; } = new();

    /// <summary>The client id of the socket that is open now, or null.</summary>
    public string? ClientId { get; set; }

    /// <summary>Makes the agent look now.</summary>
    public WakeSignal Look { get; } = new(time);

    /// <summary>Makes the dispatcher try to claim now.</summary>
    public WakeSignal Work { get; } = new(time);

    /// <summary>Makes the socket try again now: the engine answers.</summary>
    public WakeSignal Answers { get; } = new(time);

    /// <summary>Makes the socket reconnect: it is open and says nothing although the engine works.</summary>
    public WakeSignal DeadSocket { get; } = new(time);

    /// <summary>Set when a job found the engine's GPU context broken; only a restart of the engine mends that.</summary>
    public string? QuarantinedInstance { get; private set; }

    /// <summary>How many finished prompts may have their files fetched at the same time.</summary>
    public SemaphoreSlim Collecting { get; } = new(options.CollectAtOnce);

    /// <summary>When it finished its last job of ours.</summary>
    public DateTimeOffset? LastEndAt { get; set; }

    /// <summary>Prompts that we gave up while the engine was away, to be cancelled when it is back.</summary>
    public ConcurrentQueue<string> AbandonedPrompts { get; } = [];

    public ICollection<JobId> Jobs => _jobs.Keys;

    public EngineHoldings Holdings { get; } = new();

    /// <summary>What it left to others when it last had a place free.</summary>
    public IReadOnlyList<LeftWork> Left { get; set; } = [];

    public bool AcceptsJobs => Condition is { Status: EngineStatus.Ready or EngineStatus.Busy, Catalog: not null };

    public string Setting(string name) => $"{EngineOptions.Section}__{position}__{name}";

    public void Quarantine()
    {
        QuarantinedInstance = Condition.Instance ?? "";
        Look.Pulse();
    }

    /// <summary>It was away and is back, and does not let us tell its processes apart: it may well have been restarted.</summary>
    public void EndQuarantine() => QuarantinedInstance = null;

    public void Began(JobId jobId)
    {
        _jobs[jobId] = 0;
        Look.Pulse();
    }

    public void Ended(JobId jobId)
    {
        _jobs.TryRemove(jobId, out _);
        Look.Pulse();
    }
}

/// <summary>How an engine is.</summary>
internal sealed record EngineCondition
{
    public EngineStatus Status { get; init; } = EngineStatus.Connecting;
    public string? Problem { get; init; }

    /// <summary>Names the engine's process; another value means that it restarted and forgot its queue. Null while not known.</summary>
    public string? Instance { get; init; }

    public string? Version { get; init; }
    public bool IsSimulator { get; init; }
    public IReadOnlyList<EngineDevice> Devices { get; init; } = [];
    public int QueueRemaining { get; init; }
    public DateTimeOffset? ReachableSince { get; init; }
    public EngineCatalog? Catalog { get; init; }
}
