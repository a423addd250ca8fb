using System.Collections.Concurrent;
using ComfyStudio.Images.Gallery;
using ComfyStudio.Images.Rows;
using ComfyStudio.Images.Trash;
using Microsoft.Extensions.Logging;

namespace ComfyStudio.Images;

// How the index follows the files.
public sealed partial class ImageIndex
{
    private const int FirstBatch = 256;
    private const int LargestBatch = 8192;

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
    public async Task<ImageRecord?> AddAsync(string relativePath, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (GalleryListing.ReadOne(root, relativePath) is { } file)
            Apply(IsChanged(file) ? [Read(file)] : []);
        else if (root.IsOnline && IsKnown(relativePath) && _brake.AllowsOne(_catalog.Totals.Count))
            Forget([relativePath]);
        var id = ImageId.Of(relativePath);
        if (Find(id) is { Content: null } found && _catalog.MayHaveMarks(found.Bytes))
            await HashAsync(id, cancellationToken);
        return Find(id);
    }

    /// <summary>Forgets images whose files the studio itself took away.</summary>
    public void Remove(IReadOnlyCollection<string> relativePaths)
    {
        if (root.IsOnline)
            Forget([.. relativePaths.Where(path => GalleryListing.ReadOne(root, path) is null)]);
    }

    /// <summary>Believes that all files that are missing now were taken away on purpose, and forgets them.</summary>
    public async Task ForgetMissingAsync(CancellationToken cancellationToken)
    {
        _brake.Release();
        await ScanAsync(cancellationToken);
    }

    /// <summary>Whether a file that is listed is not there now.</summary>
    internal bool HasVanished(string relativePath) => IsKnown(relativePath) && GalleryListing.ReadOne(root, relativePath) is null;

    private bool IsKnown(string relativePath) => Find(ImageId.Of(relativePath)) is not null || _unreadable.ContainsKey(relativePath);

    /// <returns>False when the root went away meanwhile.</returns>
    private async Task<bool> TryScanAsync(CancellationToken cancellationToken)
    {
        var (seen, changed, unreadable) = (new RowSet(0), new List<GalleryFile>(), _unreadable.Keys.ToHashSet());
        foreach (var folder in GalleryListing.Read(root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _catalog.Compare(folder.Images, seen, changed);
            unreadable.ExceptWith(folder.Images.Select(file => file.RelativePath));
            if (folder.Failure is { } failure)
                KeepUnlisted(folder.Path, failure, seen, unreadable);
        }

        await ReadAsync(changed.FindAll(IsChanged), cancellationToken);
        if (!root.IsOnline)
            return false;
        ForgetUnseen(seen, changed);
        Forget([.. unreadable.Where(path => GalleryListing.ReadOne(root, path) is null)]);
        foreach (var id in _catalog.ToBeHashed())
            await HashAsync(id, cancellationToken);
        return true;
    }

    private void KeepUnlisted(string folder, string failure, RowSet seen, HashSet<string> unreadable)
    {
        LogNotListed(folder, failure);
        _catalog.See(folder, seen);
        unreadable.RemoveWhere(path => path.StartsWith(folder, StringComparison.Ordinal));
    }

    // Looked at once more, one by one: a file that came after the listing was made has not gone.
    private void ForgetUnseen(RowSet seen, List<GalleryFile> came)
    {
        var gone = _catalog.Unseen(seen).Where(row => GalleryListing.ReadOne(root, row.Path) is null).ToList();
        ForgetMeant(gone);

        // What lies elsewhere now, as large and as old, was moved.
        var moved = came.Select(file => file.Image).ToHashSet();
        var lost = gone.Count(row => !moved.Contains(row.Stamp));
        var isAllowed = _brake.Allows(lost, _catalog.Totals.Count);
        if (isAllowed)
            Forget(gone.ConvertAll(row => row.Path));
        else if (_scan.Missing != gone.Count)
            LogHeldBack(gone.Count, VanishingBrake.Patience);
        _scan = _scan with { Missing = isAllowed ? 0 : gone.Count };
        _catalog.SetMissing(isAllowed ? [] : gone.ConvertAll(row => row.Path));
    }

    // What lies in the trash, or in a folder that is not linked any more, was taken away on purpose.
    private void ForgetMeant(List<(string Path, FileStamp Stamp)> gone)
    {
        if (gone.Count == 0)
            return;
        var trashed = TrashFolder.PathsIn(root);
        bool IsMeant(string path) => trashed.Contains(path) || (path.StartsWith(ImageRoot.LinkedPrefix, StringComparison.Ordinal) && !root.IsReadOnly(path));

        Forget([.. gone.Select(row => row.Path).Where(IsMeant)]);
        gone.RemoveAll(row => IsMeant(row.Path));
    }

    // Batches double in size, so that a large gallery shows its newest images at once.
    private async Task ReadAsync(List<GalleryFile> files, CancellationToken cancellationToken)
    {
        files.Sort((a, b) => b.Image.ModifiedTicks.CompareTo(a.Image.ModifiedTicks));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(8, 2 * Environment.ProcessorCount), CancellationToken = cancellationToken };
        for (int start = 0, size = FirstBatch; start < files.Count; start += size, size = Math.Min(2 * size, LargestBatch))
        {
            var read = new ConcurrentBag<ReadFile>();
            await Parallel.ForEachAsync(files.Skip(start).Take(size), options, (file, _) =>
            {
                read.Add(Read(file));
                return ValueTask.CompletedTask;
            });
            Apply(read);
        }
    }

    private bool IsChanged(GalleryFile file) =>
        _unreadable.TryGetValue(file.RelativePath, out var unreadable) ? unreadable.MayPass || unreadable.File != file : !_catalog.IsKnown(file);

    private ReadFile Read(GalleryFile file)
    {
        try
        {
            return new ReadFile(file, ImageFileReader.Read(root, file), null);
        }
        catch (InvalidDataException exception)
        {
            return new ReadFile(file, null, exception.Message);
        }
        catch (Exception exception)
        {
            // Whatever is wrong with one file, the others must be seen.
            LogReadFailed(exception, file.RelativePath);
            return new ReadFile(file, null, $"It could not be read: {exception.Message}", MayPass(exception));
        }
    }

    // Somebody holds it, or may not show it to us: that ends without any change of the file. What its content is to blame for does not.
    private static bool MayPass(Exception exception) => exception is UnauthorizedAccessException or (IOException and not EndOfStreamException);

    private void Apply(IReadOnlyCollection<ReadFile> read)
    {
        // What was read while the root went away is no word about the files.
        if (!root.IsOnline)
            return;
        var current = read.Where(file => !IsOutdated(file)).ToList();
        var images = current.Where(file => file.Image is not null).Select(file => (file.File, file.Image!)).ToList();
        var changes = _catalog.Set(images).ToList();
        foreach (var (file, _) in images)
            _unreadable.TryRemove(file.RelativePath, out _);
        foreach (var file in current.Where(file => file.Reason is not null))
        {
            changes.AddRange(_catalog.Remove([file.File.RelativePath]));
            NoteUnreadable(file.File.RelativePath, new UnreadableFile(file.File, file.Reason!, file.MayPass));
        }

        Announce(changes);
    }

    private void NoteUnreadable(string path, UnreadableFile unreadable)
    {
        if (!_unreadable.TryGetValue(path, out var known) || known != unreadable)
            LogUnreadable(path, unreadable.Reason);
        _unreadable[path] = unreadable;
    }

    // Two looks may cross: what is known and still true on disk does not give way to an older one, from before the sidecar came.
    private bool IsOutdated(ReadFile read) =>
        Find(ImageId.Of(read.File.RelativePath)) is not null && !_catalog.IsKnown(read.File)
        && GalleryListing.ReadOne(root, read.File.RelativePath) is { } now && now != read.File && _catalog.IsKnown(now);

    private void Forget(IReadOnlyCollection<string> paths)
    {
        foreach (var path in paths)
            _unreadable.TryRemove(path, out _);
        Announce(_catalog.Remove(paths));
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

    [LoggerMessage(LogLevel.Warning, "{Path} is left out of the gallery until it can be read: {Reason}")]
    private partial void LogUnreadable(string path, string reason);

    [LoggerMessage(LogLevel.Debug, "{Path} could not be read")]
    private partial void LogReadFailed(Exception exception, string path);

    [LoggerMessage(LogLevel.Warning, "The folder '{Folder}' could not be listed; what is known of it stays: {Reason}")]
    private partial void LogNotListed(string folder, string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} images vanished at once; they stay listed as missing, and are forgotten when they are gone still after {Patience}")]
    private partial void LogHeldBack(int count, TimeSpan patience);

    [LoggerMessage(LogLevel.Warning, "The images folder {Root} is away; the gallery keeps what it knows and waits")]
    private partial void LogOffline(string root);

    [LoggerMessage(LogLevel.Information, "The images folder {Root} is back")]
    private partial void LogOnline(string root);
}
