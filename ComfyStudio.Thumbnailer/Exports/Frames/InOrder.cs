using System.Runtime.CompilerServices;

namespace ComfyStudio.Thumbnailer.Exports.Frames;

/// <summary>Several at once, a few ahead, handed on in their order: so that memory holds those few and not all.</summary>
internal static class InOrder
{
    internal static async IAsyncEnumerable<TMade> MakeAsync<TItem, TMade>(
        IEnumerable<TItem> items, int atOnce, Func<TItem, Task<TMade>> make, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var making = new Queue<Task<TMade>>();
        try
        {
            foreach (var item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                making.Enqueue(Task.Run(() => make(item), cancellationToken));
                if (making.Count > atOnce)
                    yield return await making.Dequeue();
            }

            while (making.TryDequeue(out var next))
                yield return await next;
        }
        finally
        {
            // Whoever asked gave up: what was begun ends before its files go.
            foreach (var begun in making)
                await DropAsync(begun);
        }
    }

    private static async Task DropAsync<TMade>(Task<TMade> begun)
    {
        await ((Task)begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!begun.IsCompletedSuccessfully)
            return;
        if (await begun is IAsyncDisposable made)
            await made.DisposeAsync();
        else
            (await begun as IDisposable)?.Dispose();
    }
}
