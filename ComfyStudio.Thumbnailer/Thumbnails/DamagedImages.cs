using System.Collections.Concurrent;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>Remembers which files could not be read, so that nobody tries again before they change.</summary>
internal sealed class DamagedImages
{
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<string, Damage> _damaged = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    internal string? Find(FileInfo file) =>
        _damaged.TryGetValue(file.FullName, out var damage) && damage.IsOf(file) ? damage.Reason : null;

    internal void Add(FileInfo file, string reason)
    {
        if (!_damaged.ContainsKey(file.FullName))
            _order.Enqueue(file.FullName);
        _damaged[file.FullName] = new Damage(file.Length, file.LastWriteTimeUtc.Ticks, reason);
        if (_damaged.Count > Capacity && _order.TryDequeue(out var oldest))
            _damaged.TryRemove(oldest, out _);
    }

    private sealed record Damage(long Bytes, long ModifiedTicks, string Reason)
    {
        internal bool IsOf(FileInfo file) => file.Length == Bytes && file.LastWriteTimeUtc.Ticks == ModifiedTicks;
    }
}
