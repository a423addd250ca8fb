using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Owners;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches;

/// <summary>Finds only what belongs to whoever asks: what belongs to others is not there.</summary>
internal sealed class OwnBatches(BatchBook book, CurrentOwner owner)
{
    public string Owner => owner.Name;

    public async Task<Batch?> FindAsync(GroupId id, CancellationToken cancellationToken) =>
        await book.FindAsync(id, cancellationToken) is { } batch && owner.Owns(batch.Owner) ? batch : null;

    public Task<IReadOnlyList<Batch>> ListAsync(GroupId? after, int most, CancellationToken cancellationToken) =>
        book.ListAsync(owner.Name, after, most, cancellationToken);
}
