namespace ComfyStudio.Images.Storage;

/// <summary>Sees to what a process left behind that was killed while it wrote.</summary>
internal static class TemporaryFiles
{
    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>
    /// Deletes those that nobody writes any more, in hidden folders too: on this machine a writer's lock tells, and for writers on other
    /// machines, whose locks a network file system may not pass on, the age.
    /// </summary>
    internal static void DeleteAbandoned(string root, TimeSpan age, TimeProvider time)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles(TemporaryFile.Prefix + "*", Everywhere))
        {
            if (time.GetUtcNow() - file.LastWriteTimeUtc >= age)
                DeleteUnlessOpen(file);
        }
    }

    private static void DeleteUnlessOpen(FileInfo file)
    {
        try
        {
            new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it; if not, the next sweep tries again.
        }
    }
}
