using System.Collections.Concurrent;
using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Engines;

/// <summary>One engine as all parts of this worker see it: how to reach it, how it is, what runs on it.</summary>
internal sealed class Engine(WantedEngine wanted, ComfyUIClient client, TimeProvider time)
{
    private readonly ConcurrentDictionary<JobId, byte> _jobs = [];
    private readonly Uri _address = EngineAddress.TryParse(wanted.Options)!.BaseAddress;
    private volatile WantedEngine _wanted = wanted;

    public string Id => _wanted.Id;
    public string Name => Options.Name;
    public IReadOnlyList<string> Tags => Options.Tags;
    public double Weight => Options.Weight;
    public bool IsFromStudio => _wanted.Setting is null;
    public string Address => _address.ToString().TrimEnd('/');
    public bool IsLocal => _address.IsLoopback;
    public bool IsDeclaredSimulator => _wanted.Options.Simulator;
    public EngineOptions Options => _wanted.Options;
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
    public SemaphoreSlim Collecting { get; } = new(wanted.Options.CollectAtOnce);

    /// <summary>When it finished its last job of ours.</summary>
    public DateTimeOffset? LastEndAt { get; set; }

    /// <summary>Prompts that we gave up while the engine was away, to be cancelled when it is back.</summary>
    public ConcurrentQueue<string> AbandonedPrompts { get; } = [];

    public ICollection<JobId> Jobs => _jobs.Keys;

    public EngineHoldings Holdings { get; } = new();

    /// <summary>What it left to others when it last had a place free.</summary>
    public IReadOnlyList<LeftWork> Left { get; set; } = [];

    /// <summary>How people want it to be fed; one that leaves gets nothing new, whatever they said before.</summary>
    public EngineMode Mode
    {
        get => _wanted.IsLeaving && field is EngineMode.Active ? EngineMode.Paused : field;
        set;
    }

    public bool AcceptsJobs => !_wanted.IsLeaving && Condition is { Status: EngineStatus.Ready or EngineStatus.Busy, Catalog: not null };

    /// <summary>Where people give its address, and its login.</summary>
    public string AddressSetting => _wanted.Setting is { } setting ? $"{setting}Address" : "its address, under Edit";

    public string LoginSetting => _wanted.Setting is { } setting ? $"{setting}Token, or UserName and Password" : "its token, or user name and password, under Edit";

    /// <summary>Whether it is still reached in the same way; a changed name, tag or weight needs no new station.</summary>
    public bool IsAt(EngineOptions next) =>
        (next.Address, next.Token, next.UserName, next.Password) == (Options.Address, Options.Token, Options.UserName, Options.Password);

    public void Adopt(WantedEngine next)
    {
        if (ReferenceEquals(next.Options, Options) && next.IsLeaving == _wanted.IsLeaving)
            return;
        _wanted = next;
        Look.Pulse();
        Work.Pulse();
    }

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
    public IReadOnlyList<ForeignPrompt> Foreign { get; init; } = [];
    public DateTimeOffset? ReachableSince { get; init; }
    public EngineCatalog? Catalog { get; init; }
}
