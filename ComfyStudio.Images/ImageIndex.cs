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
    private readonly ConcurrentDictionary<ContentHash, ImageMarks> _marks = new();
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

    /// <summary>Changes whenever anything that a list, a map or a count tells may have changed.</summary>
    public string Revision => _snapshot.Revision;

    public IReadOnlyList<UnreadableImage> Unreadable =>
        [.. _unreadable.Keys.Order(StringComparer.Ordinal).Select(path => new UnreadableImage(path, "It is no PNG, JPEG, WebP or GIF, whatever its name says"))];

    /// <summary>All that is known of an image, also what only its files tell.</summary>
    public ImageRecord? Read(ImageId id) => Find(id);

    /// <summary>The graph that an image says it was rendered by, as ComfyUI takes it; null when it tells of none.</summary>
    public string? ReadGraph(ImageId id) => Find(id) is { } record && root.Resolve(record.RelativePath) is { } path ? ImageFileReader.ReadGraph(path) : null;

    /// <summary>Those after the cursor, in this order.</summary>
    public ImagePage List(ImageFilter filter, ImageSort sort, ImageCursor? after, int limit) => _snapshot.Page(filter, sort, after, limit);

    /// <summary>Every match, in this order.</summary>
    public IReadOnlyList<ImageId> Select(ImageFilter filter, ImageSort sort) => _snapshot.Select(filter, sort);

    public ImageMap Map(ImageFilter filter, ImageSort sort) => _snapshot.Map(filter, sort, time.LocalTimeZone);

    public ImageFacets Facets(ImageFilter filter) => _snapshot.Facets(filter);

    /// <summary>The images that were made from this one, newest first.</summary>
    public IReadOnlyList<ImageId> ChildrenOf(ImageId id) => _snapshot.ChildrenOf(id);

    /// <summary>The hash of an image's content, computed when nobody did so far; null when the file is not there.</summary>
    public async Task<ContentHash?> HashAsync(ImageId id, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } record)
            return null;
        if (record.Content is { } known)
            return known;
        if (root.Resolve(record.RelativePath) is not { } path)
            return null;
        await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var hash = await ContentHash.OfAsync(content, cancellationToken);
        Replace(found => found.Id == id, found => found with { Content = hash, Marks = _marks.GetValueOrDefault(hash, ImageMarks.None) });
        return hash;
    }

    /// <summary>
    /// Notes what people say of a content, for the images that have it now or will; null to forget it. Nothing is stored here: whoever
    /// keeps the marks tells them again after a start.
    /// </summary>
    /// <param name="bytes">The size of the content: a file of that size that nobody hashed is hashed, for it may be one that was moved.</param>
    public void SetMarks(ContentHash content, long bytes, ImageMarks? marks)
    {
        if (marks is null)
            _marks.TryRemove(content, out _);
        else
            _marks[content] = marks;
        Replace(image => image.Content == content, image => image with { Marks = marks ?? ImageMarks.None });
    }

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

    private void Replace(Predicate<ImageRecord> isMeant, Func<ImageRecord, ImageRecord> change)
    {
        lock (_writeGate)
        {
            var changed = _byId.Values.Where(image => isMeant(image)).Select(change).ToList();
            foreach (var image in changed)
                _byId[image.Id] = image;
            _snapshot = _snapshot.With(changed.Select(image => new IndexedImage(image)), changed.Select(image => image.Id).ToHashSet());
        }
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
        var record = read.Record.Content is { } content ? read.Record with { Marks = _marks.GetValueOrDefault(content, ImageMarks.None) } : read.Record;
        _byId[record.Id] = record;
        changes.Add(new ImageChange(known ? ImageChangeKind.Changed : ImageChangeKind.Added, record));
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
