namespace ComfyStudio.Jobs;

/// <summary>What the workers know of their engines, published for everybody else to read.</summary>
public sealed class EngineRegistry
{
    /// <summary>Publishes a snapshot; raises an engine event only when something a person would see has changed.</summary>
    public Task PublishAsync(EngineSnapshot snapshot, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Every known engine. One whose worker is silent for longer than its time to live is <see cref="EngineStatus.Unwatched"/>.</summary>
    public Task<IReadOnlyList<EngineSnapshot>> ListAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<EngineSnapshot?> FindAsync(string engineId, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task PublishCatalogAsync(string engineId, EngineCatalog catalog, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The last catalog an engine gave, even when it is away now.</summary>
    public Task<EngineCatalog?> FindCatalogAsync(string engineId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Asks the engine's owner for a fresh catalog.</summary>
    public Task RequestRefreshAsync(string engineId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>For the owner: whether a fresh catalog was asked for since it asked last.</summary>
    public Task<bool> TakeRefreshRequestAsync(string engineId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Takes or keeps the ownership of an engine, so that one worker alone feeds it. False while another worker has it.</summary>
    public Task<bool> OwnAsync(string engineId, string workerId, TimeSpan duration, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Gives it up at shutdown, so that another worker need not wait.</summary>
    public Task DisownAsync(string engineId, string workerId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Removes an engine that is not configured any more.</summary>
    public Task ForgetAsync(string engineId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
