using ComfyStudio.Images.Gallery;
using Microsoft.Extensions.Logging;

namespace ComfyStudio.Images;

// A snapshot on disk spares the next start the reading of every file.
public sealed partial class ImageIndex
{
    private long _savedRevision;
    private volatile bool _isRestored;

    /// <summary>Takes over what the last run knew, when there is something to be believed. The first scan then finds what changed since.</summary>
    public bool Restore()
    {
        try
        {
            var restored = new SnapshotFile(root, time).TryRead(_catalog.Restore);
            _savedRevision = _catalog.Revision;
            _isRestored = restored;
            if (restored)
                LogRestored(_catalog.Totals.Count);
            return restored;
        }
        catch (Exception exception)
        {
            // Whatever it is: the files are there, and reading them again is always right.
            LogNotRestored(exception);
            return false;
        }
    }

    /// <summary>Keeps what is known for the next start, unless nothing changed.</summary>
    public void Save()
    {
        if (_catalog.Revision == _savedRevision || !root.IsOnline)
            return;
        try
        {
            new SnapshotFile(root, time).Write(to => _savedRevision = _catalog.Save(to));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotSaved(exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} images known from before; looking for what changed since")]
    private partial void LogRestored(int count);

    [LoggerMessage(LogLevel.Warning, "What was known from before cannot be used; every file is read again")]
    private partial void LogNotRestored(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The gallery's index was not saved; the next start reads every file again: {Reason}")]
    private partial void LogNotSaved(string reason);
}
