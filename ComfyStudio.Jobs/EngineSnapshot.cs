using System.Text.Json.Serialization;

namespace ComfyStudio.Jobs;

/// <summary>An engine as its worker saw it last. Holds no secret: the token stays with the worker.</summary>
public sealed record EngineSnapshot
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Address without credentials.</summary>
    public required string Address { get; init; }

    public required EngineStatus Status { get; init; }
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>One sentence for a person when it is not ready: what is wrong and what to do.</summary>
    public string? Problem { get; init; }

    public bool IsSimulator { get; init; }
    public string? WorkerId { get; init; }
    public string? Version { get; init; }
    public string? Instance { get; init; }
    public IReadOnlyList<EngineDevice> Devices { get; init; } = [];

    /// <summary>Jobs of ours on it now.</summary>
    public IReadOnlyList<JobId> Jobs { get; init; } = [];

    /// <summary>Entries in its own queue, running and pending, whoever sent them.</summary>
    public int QueueRemaining { get; init; }

    /// <summary>Those of them that are not ours.</summary>
    public IReadOnlyList<ForeignPrompt> Foreign { get; init; } = [];

    /// <summary>What people call it by when any of several will do.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How fast it is believed to be, as long as nothing was measured; 1 for the usual.</summary>
    public double Weight { get; init; } = 1;

    public EngineMode Mode { get; init; }

    /// <summary>Added in the studio; else by configuration.</summary>
    public bool FromStudio { get; init; }

    /// <summary>The setting that gives its address, when it comes from the configuration.</summary>
    public string? Setting { get; init; }

    /// <summary>What is believed to be in its memory: ComfyUI does not tell.</summary>
    public IReadOnlyList<LoadedModel> Models { get; init; } = [];

    /// <summary>How long it is expected to be busy with what it holds of ours.</summary>
    public TimeSpan Backlog { get; init; }

    /// <summary>It holds something of which no run was ever seen.</summary>
    public bool IsBacklogGuessed { get; init; }

    /// <summary>Waiting work that it could do and leaves to another engine for now.</summary>
    public IReadOnlyList<LeftWork> Left { get; init; } = [];

    public DateTimeOffset? ReachableSince { get; init; }
    public DateTimeOffset? CatalogAt { get; init; }
}

/// <param name="VramTotal">Bytes.</param>
/// <param name="VramFree">Bytes.</param>
public sealed record EngineDevice(string Name, string Type, long VramTotal, long VramFree);

/// <param name="Running">Else it waits there.</param>
public sealed record ForeignPrompt(string PromptId, bool Running);

/// <param name="Name">Folder and name, as in a job's requirements.</param>
/// <param name="UsedAt">When a job last used it.</param>
public sealed record LoadedModel(string Name, DateTimeOffset UsedAt)
{
    private static readonly string[] Light = ["loras/", "vae/", "embeddings/", "upscale_models/", "hypernetworks/"];

    /// <summary>The models among these that take long to load. Next to a checkpoint the rest loads in no time, so nothing waits for it.</summary>
    public static IEnumerable<string> Heavy(IEnumerable<string> models) =>
        models.Where(model => !Light.Any(folder => model.StartsWith(folder, StringComparison.Ordinal)));
}

/// <param name="ClassKey">Names what the jobs need, see <see cref="RunSample.ClassKey"/>.</param>
/// <param name="To">The name of the other engine.</param>
/// <param name="Reason">For a person.</param>
public sealed record LeftWork(string ClassKey, string Owner, string To, string Reason);

[JsonConverter(typeof(JsonStringEnumConverter<EngineMode>))]
public enum EngineMode
{
    Active,

    /// <summary>Claims nothing new.</summary>
    Paused,

    /// <summary>Claims nothing new and hands back what it has not begun, so that it can be switched off.</summary>
    Draining,
}

[JsonConverter(typeof(JsonStringEnumConverter<EngineStatus>))]
public enum EngineStatus
{
    /// <summary>Being asked for the first time.</summary>
    Connecting,
    Ready,
    Busy,
    Unreachable,

    /// <summary>Answers, but not as a ComfyUI: wrong address, refused token, too old.</summary>
    Unusable,

    /// <summary>No worker looks after it.</summary>
    Unwatched,
}

/// <summary>What an engine can do: its nodes, its models, its samplers.</summary>
public sealed record EngineCatalog
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Names by folder, as the engine spells them: checkpoints, loras, vae, controlnet, upscale_models, embeddings, …</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Models { get; init; }

    public required IReadOnlyList<string> Samplers { get; init; }
    public required IReadOnlyList<string> Schedulers { get; init; }

    /// <summary>Every class_type it knows; sorted.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Names what its nodes take, see <see cref="EngineRegistry.FindNodesAsync"/>; null from a worker of an earlier version.</summary>
    public string? NodesHash { get; init; }
}

/// <summary>What an engine's nodes take: their inputs, types, limits and choices.</summary>
/// <param name="Sha256">Of the definitions themselves, lower-case hexadecimal.</param>
/// <param name="Gzip">What GET /object_info answered, compressed.</param>
public sealed record EngineNodeDefinitions(string Sha256, ReadOnlyMemory<byte> Gzip);
