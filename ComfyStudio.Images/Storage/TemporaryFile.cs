namespace ComfyStudio.Images.Storage;

/// <summary>
/// A file that nobody sees until it is whole: written under a hidden name in the folder where it will stay, flushed to the disk,
/// then renamed. Disposed without being published, it leaves nothing behind. It stays open, and with that locked, until it has its name, so
/// that the sweep can tell it from one whose writer was killed.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    /// <summary>Begins the name of each; the index and the sweep know by it what is no image.</summary>
    internal const string Prefix = ".tmp-";

    private readonly string _path;
    private bool _isFlushed;

    private TemporaryFile(string path)
    {
        _path = path;
        Content = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
    }

    internal FileStream Content { get; }

    /// <summary>It has its own name, and stays.</summary>
    internal bool IsPlaced { get; private set; }

    internal static TemporaryFile Create(string folder, TimeProvider time) =>
        new(Path.Join(folder, $"{Prefix}{Guid.CreateVersion7(time.GetUtcNow()):N}"));

    /// <summary>Onto the disk, ahead of its turn: several files may do this at once.</summary>
    internal Task FlushAsync() => Task.Run(Flush);

    /// <summary>Puts the file in its place, on the disk and not only in its cache. False when something is there already.</summary>
    internal bool TryPublish(string path)
    {
        if (!TryMove(path))
            return false;
        FolderFlush.Flush(Path.GetDirectoryName(path)!);
        return true;
    }

    /// <summary>The same, but for the flush of the folder, which one flush does for all its files.</summary>
    internal bool TryMove(string path)
    {
        Flush();
        try
        {
            File.Move(_path, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }

        StayPlaced();
        return true;
    }

    /// <summary>Like <see cref="TryPublish"/>, in place of what is there: for files that say the same thing anew.</summary>
    internal void PublishOver(string path)
    {
        MoveOver(path);
        FolderFlush.Flush(Path.GetDirectoryName(path)!);
    }

    internal void MoveOver(string path)
    {
        Flush();
        File.Move(_path, path, overwrite: true);
        StayPlaced();
    }

    /// <summary>Like <see cref="MoveOver"/>, without a flush: whole for every reader, and lost without harm in a power cut.</summary>
    internal void Replace(string path)
    {
        File.Move(_path, path, overwrite: true);
        StayPlaced();
    }

    public void Dispose()
    {
        Content.Dispose();
        if (!IsPlaced)
            File.Delete(_path);
    }

    private void StayPlaced()
    {
        IsPlaced = true;
        Content.Dispose();
    }

    private void Flush()
    {
        if (_isFlushed)
            return;
        Content.Flush(flushToDisk: true);
        _isFlushed = true;
    }
}
