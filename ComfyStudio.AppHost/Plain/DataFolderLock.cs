namespace ComfyStudio.AppHost.Plain;

/// <summary>Keeps two Redis servers from writing the same files; the system lets go of it however the host ends.</summary>
internal static class DataFolderLock
{
    public static IDisposable Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new SettingException($"Another studio is using {folder}. End it, or set COMFYSTUDIO_DATA to another folder.");
        }
    }
}
