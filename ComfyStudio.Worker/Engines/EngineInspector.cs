using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Engines;

/// <summary>Finds out how one engine is: alive, which process it is, what it can do. Asks for the costly part only when it is due.</summary>
internal sealed partial class EngineInspector(
    Engine engine, EngineRegistry registry, IOptions<EngineWatchOptions> options, TimeProvider time, ILogger<EngineInspector> logger)
{
    private const string SimulatorArgument = "--comfystudio-simulator";

    private readonly EngineProbe _probe = new(engine, options.Value.AnswerTimeout, time);
    private readonly CatalogPublisher _catalogs = new(engine, registry, time);
    private readonly ModelTeller _models = new(engine, registry.Models);
    private readonly InstanceMarker _marker = new(engine.Client, time);
    private string? _markedSocket;

    public async Task<EngineCondition> InspectAsync(CancellationToken cancellationToken)
    {
        var before = engine.Condition;
        return await _probe.ReadAsync(cancellationToken) switch
        {
            EngineReading.Unreachable away => Away(before, EngineStatus.Unreachable, away.Problem),
            EngineReading.Unusable useless => Away(before, EngineStatus.Unusable, useless.Problem),
            EngineReading.Alive alive => await DescribeAsync(before, alive, cancellationToken),
            var unknown => throw new InvalidOperationException($"Unknown reading {unknown.GetType().Name}."),
        };
    }

    /// <summary>What it can do is remembered: the form still shows its models while it is away.</summary>
    private static EngineCondition Away(EngineCondition before, EngineStatus status, string problem) =>
        before with { Status = status, Problem = problem, ReachableSince = null, QueueRemaining = 0, Foreign = [], Devices = [] };

    private IReadOnlyList<ForeignPrompt> Foreign(EngineQueue queue) =>
    [
        .. queue.Running.Where(IsForeign).Select(promptId => new ForeignPrompt(promptId, Running: true)),
        .. queue.Pending.Where(IsForeign).Select(promptId => new ForeignPrompt(promptId, Running: false)),
    ];

    private bool IsForeign(string promptId) => !engine.Events.IsOurs(promptId) && !engine.AbandonedPrompts.Contains(promptId);

    private async Task<EngineCondition> DescribeAsync(EngineCondition before, EngineReading.Alive alive, CancellationToken cancellationToken)
    {
        var isBack = before.ReachableSince is null;
        var instance = await InstanceAsync(before, isBack, cancellationToken);
        if (isBack && instance is null)
            engine.EndQuarantine();
        if (isBack || instance != before.Instance)
            engine.Holdings.ForgetModels();
        var catalog = await CatalogAsync(before, isBack || instance != before.Instance, cancellationToken);
        await AnswerAboutModelsAsync(cancellationToken);
        var (status, problem) = Judge(instance, QueueRemaining(alive.Queue));
        return new EngineCondition
        {
            Status = status,
            Problem = problem,
            Instance = instance,
            Version = alive.Stats.Version,
            IsSimulator = engine.IsDeclaredSimulator || alive.Stats.Arguments.Contains(SimulatorArgument),
            Devices = [.. alive.Stats.Devices.Select(device => new EngineDevice(device.Name, device.Type, device.VramTotal, device.VramFree))],
            QueueRemaining = QueueRemaining(alive.Queue),
            Foreign = Foreign(alive.Queue),
            ReachableSince = before.ReachableSince ?? time.GetUtcNow(),
            Catalog = catalog,
        };
    }

    private static int QueueRemaining(EngineQueue queue) => queue.Running.Count + queue.Pending.Count;

    private (EngineStatus Status, string? Problem) Judge(string? instance, int queueRemaining)
    {
        if (engine.QuarantinedInstance is { } broken && broken == (instance ?? ""))
            return (EngineStatus.Unusable, $"The GPU context of {engine.Name} is broken (CUDA error): restart its ComfyUI.");
        return (queueRemaining > 0 || engine.Jobs.Count > 0 ? EngineStatus.Busy : EngineStatus.Ready, null);
    }

    /// <summary>A process cannot change behind an open socket, so the mark is read again only after the socket or the engine was away.</summary>
    private async Task<string?> InstanceAsync(EngineCondition before, bool isBack, CancellationToken cancellationToken)
    {
        var socket = engine.ClientId;
        if (!isBack && before.Instance is not null && socket is not null && socket == _markedSocket)
            return before.Instance;
        var instance = await _marker.ReadAsync(cancellationToken);
        _markedSocket = socket;
        if (before.Instance is not null && instance != before.Instance)
            LogRestarted(engine.Id);
        return instance;
    }

    private async Task<EngineCatalog?> CatalogAsync(EngineCondition before, bool changed, CancellationToken cancellationToken)
    {
        var asked = await registry.TakeRefreshRequestAsync(engine.Id, cancellationToken);
        if (!asked && !changed && before.Catalog is { } known && time.GetUtcNow() - known.At < options.Value.CatalogInterval)
            return known;
        try
        {
            return await _catalogs.PublishAsync(cancellationToken);
        }
        catch (ComfyUIException exception)
        {
            LogNoCatalog(engine.Id, exception.Message);
            return before.Catalog;
        }
    }

    private async Task AnswerAboutModelsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _models.AnswerAsync(cancellationToken);
        }
        catch (ComfyUIException exception)
        {
            LogNoDetails(engine.Id, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Engine {EngineId} did not say what is noted in a model: {Reason}")]
    private partial void LogNoDetails(string engineId, string reason);

    [LoggerMessage(LogLevel.Warning, "Engine {EngineId} was restarted; whatever it held in its queue is gone")]
    private partial void LogRestarted(string engineId);

    [LoggerMessage(LogLevel.Warning, "Engine {EngineId} did not list its nodes and models: {Reason}")]
    private partial void LogNoCatalog(string engineId, string reason);
}
