using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Models;

/// <summary>Gets what is noted in a model's file: from what an engine told before, or by asking the worker of one that has it.</summary>
internal sealed class ModelDetailsReader(FleetReader fleets, EngineRegistry registry, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <param name="engineId">The one to ask; null for any that has it.</param>
    public async Task<FoundDetails> FindAsync(string folder, string name, string? engineId, CancellationToken cancellationToken)
    {
        var holders = Holders(await fleets.ReadRecentAsync(cancellationToken), folder, name, engineId);
        foreach (var holder in holders)
        {
            if (await registry.Models.FindAsync(holder.Engine.Id, holder.Model, cancellationToken) is { } told)
                return new FoundDetails.Told(holder.Engine.Id, told);
        }

        return holders.Count == 0 ? new FoundDetails.NoSuchModel()
            : holders.Find(holder => holder.Engine.IsReachable) is { Engine: not null } reachable ? await AskAsync(reachable, cancellationToken)
            : new FoundDetails.Away();
    }

    private static List<(FleetEngine Engine, string Model)> Holders(Fleet fleet, string folder, string name, string? engineId) =>
    [
        .. fleet.Engines
            .Where(engine => engineId is null || engine.Id == engineId)
            .OrderByDescending(engine => engine.IsReachable)
            .Select(engine => (engine, Name: engine.Catalog?.ModelsIn(folder).FirstOrDefault(own => ModelName.AreSame(own, name))))
            .Where(holder => holder.Name is not null)
            .Select(holder => (holder.engine, $"{folder}/{holder.Name}")),
    ];

    private async Task<FoundDetails> AskAsync((FleetEngine Engine, string Model) holder, CancellationToken cancellationToken)
    {
        await registry.Models.AskAsync(holder.Engine.Id, holder.Model, cancellationToken);
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < Patience;)
        {
            await Task.Delay(BetweenLooks, time, cancellationToken);
            if (await registry.Models.FindAsync(holder.Engine.Id, holder.Model, cancellationToken) is { } told)
                return new FoundDetails.Told(holder.Engine.Id, told);
        }

        return new FoundDetails.Away();
    }
}

/// <summary>What came of looking for what a model says.</summary>
internal abstract record FoundDetails
{
    private FoundDetails()
    {
    }

    internal sealed record Told(string EngineId, ModelDetails Details) : FoundDetails;

    /// <summary>No engine has the model, or the one that was meant has not.</summary>
    internal sealed record NoSuchModel : FoundDetails;

    /// <summary>Those that have it do not answer.</summary>
    internal sealed record Away : FoundDetails;
}
