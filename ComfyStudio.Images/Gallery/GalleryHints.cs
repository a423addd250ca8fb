using System.Threading.Channels;

namespace ComfyStudio.Images.Gallery;

/// <summary>
/// What the file system tells of changes, as paths below the root. Only hints: network file systems tell nothing, limits are met
/// silently, and a burst loses some. The sweep finds the rest.
/// </summary>
internal sealed class GalleryHints(ImageRoot root) : IDisposable
{
    private const int Capacity = 1024;

    private readonly Lock _gate = new();
    private readonly Channel<string> _paths =
        Channel.CreateBounded<string>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private List<FileSystemWatcher> _watchers = [];

    internal ChannelReader<string> Paths => _paths.Reader;

    /// <summary>Starts to watch, again after the watching has failed.</summary>
    internal void Watch()
    {
        lock (_gate)
        {
            foreach (var folder in root.Linked.Values.Prepend(root.FullPath).Except(_watchers.Select(watcher => watcher.Path)).ToList())
                TryWatch(folder);
        }
    }

    public void Dispose() => Stop();

    private void TryWatch(string folder)
    {
        try
        {
            _watchers.Add(Start(folder));
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // Not there yet, or no watches left: the next sweep tries again.
        }
    }

    private FileSystemWatcher Start(string folder)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Created += (_, change) => Tell(change.FullPath);
        watcher.Changed += (_, change) => Tell(change.FullPath);
        watcher.Deleted += (_, change) => Tell(change.FullPath);
        watcher.Renamed += (_, change) =>
        {
            Tell(change.OldFullPath);
            Tell(change.FullPath);
        };
        watcher.Error += (_, _) => Stop();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Stop()
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers)
                watcher.Dispose();
            _watchers = [];
        }
    }

    private void Tell(string fullPath)
    {
        var path = root.RelativeOf(fullPath);
        if (!path.Split('/').Any(segment => segment.StartsWith('.')))
            _paths.Writer.TryWrite(path);
    }
}
