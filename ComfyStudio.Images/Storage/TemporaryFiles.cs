namespace ComfyStudio.Images.Storage;

/// <summary>Sees to what a process left behind that was killed while it wrote.</summary>
internal static class TemporaryFiles
{
    private static readonly TimeSpan Old = TimeSpan.FromHours(1);

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>Deletes those that nobody can be writing any more, in hidden folders too.</summary>
    internal static void DeleteOld(string root, TimeProvider time)
    {
        if (!Directory.Exists(root))
            return;
        foreach (var file in new DirectoryInfo(root).EnumerateFiles(TemporaryFile.Prefix + "*", Everywhere))
        {
            if (time.GetUtcNow() - file.LastWriteTimeUtc < Old)
                continue;
            try
            {
                file.Delete();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next start tries again.
            }
        }
    }
}
