using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ComfyStudio.Images.Gallery;
using Microsoft.Extensions.Logging;

namespace ComfyStudio.Images;

/// <summary>What the gallery shows, derived from the files and kept in memory. Safe from any thread.</summary>
public sealed partial class ImageIndex(ImageRoot root, TimeProvider time, ILogger<ImageIndex> logger) : IDisposable
{
    private const int WatcherCapacity = 1024;

    private readonly ImageCatalog _catalog = new();
    private readonly VanishingBrake _brake = new(time);
    private readonly SemaphoreSlim _scanGate = new(1);
    private readonly ConcurrentDictionary<string, UnreadableFile> _unreadable = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Channel<ImageChange>, bool> _watchers = new();

    // Revisions count from 0 in every process; this tells them apart.
    private readonly string _run = time.GetUtcNow().UtcTicks.ToString("x", CultureInfo.InvariantCulture);
    private volatile ScanState _scan = new(Online: true, Scanning: false, ScannedAt: null, Missing: 0);

    public ImageIndexStatus Status
    {
        get
        {
            var ((count, bytes), scan) = (_catalog.Totals, _scan);
            return new(scan.Online, scan.Scanning, count, bytes, _unreadable.Count, scan.Missing, scan.ScannedAt);
        }
    }

    /// <summary>Changes whenever anything that a list, a map or a count tells may have changed.</summary>
    public string Revision => NameOf(_catalog.Revision);

    /// <summary>Files that look like images and are none, or are damaged.</summary>
    public IReadOnlyList<UnreadableImage> Unreadable =>
        [.. _unreadable.Values.OrderBy(file => file.File.RelativePath, StringComparer.Ordinal).Select(file => new UnreadableImage(file.File.RelativePath, file.Reason))];

    /// <summary>What lists show of an image.</summary>
    public ImageRecord? Find(ImageId id) => _catalog.Find(id);

    /// <summary>All that is known of an image, also what only its files tell; as in lists while those are away.</summary>
    public ImageRecord? Read(ImageId id)
    {
        if (Find(id) is not { } known)
            return null;
        return GalleryListing.ReadOne(root, known.RelativePath) is { } file && Read(file).Image is { } read
            ? read with { Content = read.Content ?? known.Content, Marks = known.Marks }
            : known;
    }

    /// <summary>The graph that an image says it was rendered by, as ComfyUI takes it; null when it tells of none.</summary>
    public string? ReadGraph(ImageId id) => Find(id) is { } record && root.Resolve(record.RelativePath) is { } path ? ImageFileReader.ReadGraph(path) : null;

    /// <summary>Those after the cursor, in this order.</summary>
    public ImagePage List(ImageFilter filter, ImageSort sort, ImageCursor? after, int limit) => _catalog.Page(filter, sort, after, limit);

    /// <summary>Every match, in this order.</summary>
    public IReadOnlyList<ImageId> Select(ImageFilter filter, ImageSort sort) => _catalog.Select(filter, sort);

    public ImageMap Map(ImageFilter filter, ImageSort sort) => _catalog.Map(filter, sort, NameOf, time.LocalTimeZone);

    public ImageFacets Facets(ImageFilter filter) => _catalog.Facets(filter);

    /// <summary>The images that were made from this one, newest first.</summary>
    public IReadOnlyList<ImageId> ChildrenOf(ImageId id) => _catalog.ChildrenOf(id);

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

    public void Dispose()
    {
        _scanGate.Dispose();
        _catalog.Dispose();
    }

    private string NameOf(long revision) => string.Create(CultureInfo.InvariantCulture, $"{_run}-{revision}");

    private void Announce(IReadOnlyList<ImageChange> changes)
    {
        if (_scan.ScannedAt is null && !_isRestored)
            return;
        foreach (var watcher in _watchers.Keys)
        {
            foreach (var change in changes)
                watcher.Writer.TryWrite(change);
        }
    }

    /// <param name="MayPass">Whether it is tried again though the file stays as it is.</param>
    private sealed record UnreadableFile(GalleryFile File, string Reason, bool MayPass);

    private readonly record struct ReadFile(GalleryFile File, ImageRecord? Image, string? Reason, bool MayPass = false);

    private sealed record ScanState(bool Online, bool Scanning, DateTimeOffset? ScannedAt, int Missing);
}

/// <param name="Online">False while the root or its marker is missing.</param>
/// <param name="Unreadable">Files that look like images and are not.</param>
/// <param name="Missing">Images whose files vanished too many at once to be forgotten without a second look.</param>
public sealed record ImageIndexStatus(
    bool Online, bool Scanning, int Count, long TotalBytes, int Unreadable, int Missing, DateTimeOffset? ScannedAt);

/// <summary>A file came, changed or went.</summary>
public sealed record ImageChange(ImageChangeKind Kind, ImageRecord Image);

public enum ImageChangeKind
{
    Added,
    Changed,
    Removed,
}
