using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;

namespace ComfyStudio.Worker.Scheduling;

/// <summary>An engine as the scheduler sees it.</summary>
internal sealed record EngineStanding
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required EngineCatalog Catalog { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>After what it holds already.</summary>
    public required LoadedModels Loaded { get; init; }

    /// <summary>How long it will be busy with what it holds.</summary>
    public TimeSpan Backlog { get; init; }

    /// <summary>It holds nothing, ours or foreign.</summary>
    public bool IsIdle { get; init; }

    public bool IsWarmFor(ReadyLane lane) => Loaded.Hold(lane.Requirements.Models);
}
