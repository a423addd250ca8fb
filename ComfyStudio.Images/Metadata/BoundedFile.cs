using System.Text;

namespace ComfyStudio.Images.Metadata;

/// <summary>Reads small files that anybody may have put there, and no large ones.</summary>
internal static class BoundedFile
{
    internal const int MaxBytes = 4 * 1024 * 1024;

    /// <returns>Null when it is missing, unreadable or larger than anything we would believe.</returns>
    internal static byte[]? ReadBytes(string path)
    {
        // Most are looked for where none is yet, and an exception is a slow way to learn that.
        if (!File.Exists(path))
            return null;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length > MaxBytes)
                return null;
            var bytes = new byte[file.Length];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static string? ReadText(string path) =>
        ReadBytes(path) is { } bytes ? Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF') : null;
}
