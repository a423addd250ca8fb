using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Engines;

/// <summary>An engine as the page shows it.</summary>
internal sealed record EngineView
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Without credentials.</summary>
    public required string Address { get; init; }

    public required EngineStatus Status { get; init; }

    /// <summary>What is wrong and what to do, in one sentence.</summary>
    public required string? Problem { get; init; }

    /// <summary>True for the stand-in that paints pictures instead of rendering them.</summary>
    public required bool IsSimulator { get; init; }

    public required string? Version { get; init; }

    /// <summary>Memory in bytes.</summary>
    public required IReadOnlyList<EngineDevice> Devices { get; init; }

    /// <summary>What people call it by when any of several will do.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>How fast it is believed to be, as long as nothing was measured; 1 for the usual.</summary>
    public required double Weight { get; init; }

    public required EngineMode Mode { get; init; }
    public required EngineSource Source { get; init; }

    /// <summary>Where a configured one is configured.</summary>
    public required string? Setting { get; init; }

    /// <summary>The studio keeps a login for it. It is never told again.</summary>
    public required bool HasCredentials { get; init; }

    /// <summary>What is believed to be in its memory: ComfyUI does not tell.</summary>
    public required IReadOnlyList<LoadedModel> Models { get; init; }

    /// <summary>Prompts in its own queue that are not the studio's.</summary>
    public required IReadOnlyList<ForeignPrompt> Foreign { get; init; }

    /// <summary>The worker that looks after it.</summary>
    public required string? WorkerId { get; init; }

    public required IReadOnlyList<JobId> Jobs { get; init; }
    public required int QueueRemaining { get; init; }
    public required DateTimeOffset SeenAt { get; init; }
    public required DateTimeOffset? ReachableSince { get; init; }
    public required DateTimeOffset? CatalogAt { get; init; }

    /// <summary>How many checkpoints it has.</summary>
    public required int Checkpoints { get; init; }

    /// <summary>How many node types it knows.</summary>
    public required int Nodes { get; init; }

    public static EngineView Of(FleetEngine engine)
    {
        var snapshot = engine.Snapshot;
        return new EngineView
        {
            Id = snapshot.Id,
            Name = snapshot.Name,
            Address = snapshot.Address,
            Status = snapshot.Status,
            Problem = snapshot.Problem,
            IsSimulator = snapshot.IsSimulator,
            Version = snapshot.Version,
            Devices = snapshot.Devices,
            Tags = snapshot.Tags,
            Weight = snapshot.Weight,
            Mode = snapshot.Mode,
            Source = snapshot.FromStudio ? EngineSource.Studio : EngineSource.Configuration,
            Setting = snapshot.Setting,
            HasCredentials = engine.HasCredentials,
            Models = snapshot.Models,
            Foreign = snapshot.Foreign,
            WorkerId = snapshot.WorkerId,
            Jobs = snapshot.Jobs,
            QueueRemaining = snapshot.QueueRemaining,
            SeenAt = snapshot.SeenAt,
            ReachableSince = snapshot.ReachableSince,
            CatalogAt = engine.Catalog?.Contents.At,
            Checkpoints = engine.Catalog?.ModelsIn("checkpoints").Count ?? 0,
            Nodes = engine.Catalog?.Nodes.Count ?? 0,
        };
    }
}

/// <summary>Where the studio knows an engine from.</summary>
internal enum EngineSource
{
    Configuration,
    Studio,
}
