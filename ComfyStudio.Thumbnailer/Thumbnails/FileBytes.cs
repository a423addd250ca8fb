using System.Buffers;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>
/// The bytes of one file, in lent memory: at some megabytes each, the collector would be busy with nothing else. Read rather than mapped: a
/// mapped file that another program cuts short ends the process.
/// </summary>
internal sealed class FileBytes : IDisposable
{
    private readonly int _length;
    private readonly bool _isLent;
    private byte[]? _bytes;

    private FileBytes(byte[] bytes, int length, bool isLent) => (_bytes, _length, _isLent) = (bytes, length, isLent);

    internal ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    internal static FileBytes Of(byte[] bytes) => new(bytes, bytes.Length, isLent: false);

    /// <exception cref="ImageTooLargeException">It has more bytes than that; it is not read.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static FileBytes Read(string path, long most = int.MaxValue)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        var length = RandomAccess.GetLength(file);
        if (length > Math.Min(most, Array.MaxLength))
            throw new ImageTooLargeException($"The file has {length} bytes; at most {most} are read.");
        var bytes = ArrayPool<byte>.Shared.Rent((int)length);
        var read = 0;
        while (read < length && RandomAccess.Read(file, bytes.AsSpan(read, (int)length - read), read) is > 0 and var more)
            read += more;
        return new FileBytes(bytes, read, isLent: true);
    }

    public void Dispose()
    {
        if (_isLent && _bytes is { } bytes)
            ArrayPool<byte>.Shared.Return(bytes);
        _bytes = null;
    }
}
