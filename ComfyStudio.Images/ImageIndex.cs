using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ComfyStudio.Images.Gallery;
using Microsoft.Extensions.Logging;

namespace ComfyStudio.Images;

/// <summary>What the gallery shows, derived from the files and kept in memory. Safe from any thread; reading never waits.</summary>
public sealed partial class ImageIndex(ImageRoot root, TimeProvider time, ILogger<ImageIndex> logger) : IDisposable
{
    private const int FirstBatch = 256;
    private const int WatcherCapacity = 1024;

    private readonly SemaphoreSlim _scanGate = new(1);
    private readonly Lock _writeGate = new();
    private readonly ConcurrentDictionary<string, GalleryFile> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, GalleryFile> _unreadable = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ImageId, ImageRecord> _byId = new();
    private readonly ConcurrentDictionary<Channel<ImageChange>, bool> _watchers = new();
    private volatile GallerySnapshot _snapshot = GallerySnapshot.Empty;
    private volatile ScanState _scan = new(Online: true, Scanning: false, ScannedAt: null);

    public ImageIndexStatus Status
    {
        get
        {
            var (snapshot, scan) = (_snapshot, _scan);
            return new(scan.Online, scan.Scanning, snapshot.Count, snapshot.TotalBytes, _unreadable.Count, scan.ScannedAt);
        }
    }

    /// <summary>
    /// Looks at every file below the root and reads those that are new or changed; called at start and by the sweep. While the root
    /// is away it changes nothing: what vanished with its volume was not deleted.
    /// </summary>
    public async Task ScanAsync(CancellationToken cancellationToken)
    {
        await _scanGate.WaitAsync(cancellationToken);
        try
        {
            _scan = _scan with { Scanning = true };
            var online = root.IsOnline && await TryScanAsync(cancellationToken);
            NoteOnline(online);
            if (online)
                _scan = _scan with { ScannedAt = time.GetUtcNow() };
        }
        finally
        {
            _scan = _scan with { Scanning = false };
            _scanGate.Release();
        }
    }

    /// <summary>Reads one file, new, changed or gone; null when it is no image or not there.</summary>
    public Task<ImageRecord?> AddAsync(string relativePath, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (GalleryListing.ReadOne(root, relativePath) is { } file)
            Apply(IsChanged(file) ? [Read(file)] : [], []);
        else if (root.IsOnline)
            Apply([], [relativePath]);
        return Task.FromResult(Find(ImageId.Of(relativePath)));
    }

    public ImageRecord? Find(ImageId id) => _byId.GetValueOrDefault(id);

    /// <summary>Newest first, those after the cursor.</summary>
    public ImagePage List(ImageFilter filter, ImageCursor? after, int limit) => _snapshot.Page(filter, after, limit);

    /// <summary>
    /// Tells of every change from now on, whoever made it; silent during the first scan. A watcher that falls far behind loses the
    /// oldest: a change is a hint to look again, not a log.
    /// </summary>
    public async IAsyncEnumerable<ImageChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<ImageChange>(
            new BoundedChannelOptions(WatcherCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _watchers[channel] = true;
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
                yield return change;
        }
        finally
        {
            _watchers.TryRemove(channel, out _);
        }
    }

    public void Dispose() => _scanGate.Dispose();

    /// <returns>False when the root went away meanwhile.</returns>
    private async Task<bool> TryScanAsync(CancellationToken cancellationToken)
    {
        var files = GalleryListing.Read(root);
        var changed = files.Where(IsChanged).OrderByDescending(file => file.Image.ModifiedTicks).ToList();
        await ReadAsync(changed, cancellationToken);

        var present = files.Select(file => file.RelativePath).ToHashSet(StringComparer.Ordinal);
        var gone = _seen.Keys.Concat(_unreadable.Keys).Where(path => !present.Contains(path)).ToList();
        if (!root.IsOnline)
            return false;

        // Looked at once more, one by one: a file that came after the listing was made has not gone.
        Apply([], [.. gone.Where(path => GalleryListing.ReadOne(root, path) is null)]);
        return true;
    }

    // Batches double in size, so that a large gallery shows its newest images at once without being merged over and over.
    private async Task ReadAsync(List<GalleryFile> files, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(8, 2 * Environment.ProcessorCount), CancellationToken = cancellationToken };
        for (int start = 0, size = FirstBatch; start < files.Count; start += size, size *= 2)
        {
            var read = new ConcurrentBag<ReadFile>();
            await Parallel.ForEachAsync(files.Skip(start).Take(size), options, (file, _) =>
            {
                read.Add(Read(file));
                return ValueTask.CompletedTask;
            });
            Apply(read, []);
        }
    }

    private bool IsChanged(GalleryFile file) =>
        file != _seen.GetValueOrDefault(file.RelativePath) && file != _unreadable.GetValueOrDefault(file.RelativePath);

    private ReadFile Read(GalleryFile file)
    {
        try
        {
            return new ReadFile(file, ImageFileReader.Read(root, file));
        }
        catch (Exception exception)
        {
            // Whatever is wrong with one file, the others must be seen.
            LogReadFailed(exception, file.RelativePath);
            return new ReadFile(file, null);
        }
    }

    private void Apply(IReadOnlyCollection<ReadFile> read, IReadOnlyCollection<string> gone)
    {
        if (read.Count == 0 && gone.Count == 0)
            return;
        var changes = new List<ImageChange>();
        lock (_writeGate)
        {
            foreach (var path in gone)
                Forget(path, changes);
            foreach (var file in read)
                Note(file, changes);
            if (changes.Count > 0)
                _snapshot = _snapshot.With(
                    changes.Where(change => change.Kind != ImageChangeKind.Removed).Select(change => new IndexedImage(change.Image)),
                    changes.Select(change => change.Image.Id).ToHashSet());
        }

        if (_scan.ScannedAt is not null)
            Announce(changes);
    }

    private void Note(ReadFile read, List<ImageChange> changes)
    {
        var path = read.File.RelativePath;

        // Two looks may cross: what is known and still true on disk does not give way to an older one, from before the sidecar came.
        if (_seen.TryGetValue(path, out var seen) && seen != read.File && seen == GalleryListing.ReadOne(root, path))
            return;

        if (read.Record is null)
        {
            Forget(path, changes);
            _unreadable[path] = read.File;
            LogUnreadable(path);
            return;
        }

        _unreadable.TryRemove(path, out _);
        _seen[path] = read.File;
        var known = _byId.ContainsKey(read.Record.Id);
        _byId[read.Record.Id] = read.Record;
        changes.Add(new ImageChange(known ? ImageChangeKind.Changed : ImageChangeKind.Added, read.Record));
    }

    private void Forget(string path, List<ImageChange> changes)
    {
        _seen.TryRemove(path, out _);
        _unreadable.TryRemove(path, out _);
        if (_byId.TryRemove(ImageId.Of(path), out var record))
            changes.Add(new ImageChange(ImageChangeKind.Removed, record));
    }

    private void Announce(List<ImageChange> changes)
    {
        foreach (var watcher in _watchers.Keys)
        {
            foreach (var change in changes)
                watcher.Writer.TryWrite(change);
        }
    }

    private void NoteOnline(bool online)
    {
        if (online != _scan.Online)
        {
            if (online)
                LogOnline(root.FullPath);
            else
                LogOffline(root.FullPath);
        }

        _scan = _scan with { Online = online };
    }

    [LoggerMessage(LogLevel.Warning, "{Path} looks like an image and is none; it is left out of the gallery until it changes")]
    private partial void LogUnreadable(string path);

    [LoggerMessage(LogLevel.Debug, "{Path} could not be read")]
    private partial void LogReadFailed(Exception exception, string path);

    [LoggerMessage(LogLevel.Warning, "The images folder {Root} is away; the gallery keeps what it knows and waits")]
    private partial void LogOffline(string root);

    [LoggerMessage(LogLevel.Information, "The images folder {Root} is back")]
    private partial void LogOnline(string root);

    private readonly record struct ReadFile(GalleryFile File, ImageRecord? Record);

    private sealed record ScanState(bool Online, bool Scanning, DateTimeOffset? ScannedAt);
}

/// <param name="Words">All must occur in prompt, model or file name, without regard to case; null for all images.</param>
public sealed record ImageFilter(string? Words = null, string? JobId = null, string? GroupId = null);

/// <summary>Where a page ends: keyset paging by time, then id.</summary>
public sealed record ImageCursor(DateTimeOffset CreatedAt, ImageId Id);

/// <param name="Count">Matches in all, not only on this page.</param>
/// <param name="TotalBytes">Of all matches.</param>
public sealed record ImagePage(IReadOnlyList<ImageRecord> Items, ImageCursor? Next, int Count, long TotalBytes);

/// <param name="Online">False while the root or its marker is missing.</param>
/// <param name="Unreadable">Files that look like images and are not.</param>
public sealed record ImageIndexStatus(bool Online, bool Scanning, int Count, long TotalBytes, int Unreadable, DateTimeOffset? ScannedAt);

/// <summary>A file came, changed or went.</summary>
public sealed record ImageChange(ImageChangeKind Kind, ImageRecord Image);

public enum ImageChangeKind
{
    Added,
    Changed,
    Removed,
}
