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
