using System.Collections.Concurrent;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>Joins those who want the same thing at the same time: one does the work, all get its result.</summary>
internal sealed class SingleFlight<TKey, TResult>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TResult>>> _flights = new();

    /// <param name="work">Belongs to nobody's request: it must not end because one of those who wait for it goes away.</param>
    internal Task<TResult> RunAsync(TKey key, Func<Task<TResult>> work) =>
        _flights.GetOrAdd(key, new Lazy<Task<TResult>>(() => FlyAsync(key, work))).Value;

    private async Task<TResult> FlyAsync(TKey key, Func<Task<TResult>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            _flights.TryRemove(key, out _);
        }
    }
}
