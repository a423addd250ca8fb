using System.Numerics;
using System.Runtime.InteropServices;
using ComfyStudio.Images.Storage;

namespace ComfyStudio.Images.Gallery;

/// <summary>
/// The index as it was, for a start that need not open every file. It can be deleted at any time, and whatever is wrong with it, the
/// files are simply read again: it is only believed when its format, the folder's identity, its length and its checksum are right.
/// </summary>
internal sealed class SnapshotFile(ImageRoot root, TimeProvider time)
{
    private const uint Mark = 0x58494743;
    // Also another one when the readers learn to tell more: what was known of unchanged files is read again then.
    private const int Format = 2;
    private const int BufferBytes = 1 << 20;

    internal string Path { get; } = System.IO.Path.Join(root.FullPath, ".index", "gallery");

    /// <summary>Whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or away.</exception>
    internal void Write(Action<BinaryWriter> content)
    {
        root.RequireOnline();
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        Directory.CreateDirectory(folder);
        using var file = TemporaryFile.Create(folder, time);
        var writer = new BinaryWriter(new BufferedStream(file.Content, BufferBytes));
        writer.Write(Mark);
        writer.Write(Format);
        writer.Write(root.Identity ?? "");
        content(writer);
        writer.Flush();

        var checksum = Checksum(file.Content, file.Content.Length);
        file.Content.Position = file.Content.Length;
        file.Content.Write(BitConverter.GetBytes(checksum));
        file.PublishOver(Path);
    }

    /// <returns>False when there is none that can be believed.</returns>
    internal bool TryRead(Action<BinaryReader> content)
    {
        if (!File.Exists(Path))
            return false;
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
        if (!IsWhole(file))
            return false;
        file.Position = 0;
        using var reader = new BinaryReader(file);
        if (reader.ReadUInt32() != Mark || reader.ReadInt32() != Format || reader.ReadString() != root.Identity)
            return false;
        content(reader);
        return true;
    }

    private static bool IsWhole(FileStream file)
    {
        var length = file.Length - sizeof(uint);
        if (length < sizeof(uint))
            return false;
        var checksum = Checksum(file, length);
        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.ReadExactly(end);
        return BitConverter.ToUInt32(end) == checksum;
    }

    // CRC-32C, which processors compute as fast as they read.
    private static uint Checksum(Stream file, long length)
    {
        file.Position = 0;
        var (crc, buffer) = (uint.MaxValue, new byte[BufferBytes]);
        for (var left = length; left > 0;)
        {
            var read = file.ReadAtLeast(buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)), (int)Math.Min(buffer.Length, left), throwOnEndOfStream: true);
            var whole = MemoryMarshal.Cast<byte, ulong>(buffer.AsSpan(0, read));
            foreach (var eight in whole)
                crc = BitOperations.Crc32C(crc, eight);
            foreach (var one in buffer.AsSpan(whole.Length * sizeof(ulong), read - (whole.Length * sizeof(ulong))))
                crc = BitOperations.Crc32C(crc, one);
            left -= read;
        }

        return crc;
    }
}
