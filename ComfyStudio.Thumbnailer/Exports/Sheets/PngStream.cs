using System.Buffers.Binary;
using System.IO.Compression;
using ComfyStudio.Thumbnailer.Exports.Frames;

namespace ComfyStudio.Thumbnailer.Exports.Sheets;

/// <summary>A PNG that is written from top to bottom, so that a page of any height needs the memory of one strip.</summary>
internal sealed class PngStream : IDisposable
{
    private const byte SubtractLeft = 1;

    // What one IDAT chunk holds.
    private const int PartLength = 1 << 18;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcEntry)];

    private readonly Stream _file;
    private readonly MemoryStream _packed = new();
    private readonly ZLibStream _zlib;
    private readonly byte[] _line;

    internal PngStream(Stream file, int width, int height)
    {
        _file = file;
        _zlib = new ZLibStream(_packed, CompressionLevel.Fastest, leaveOpen: true);
        _line = new byte[1 + (width * Canvas.Channels)];
        _line[0] = SubtractLeft;
        _file.Write([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);

        // Eight bits, red, green and blue.
        (header[8], header[9], header[10], header[11], header[12]) = (8, 2, 0, 0, 0);
        WriteChunk("IHDR"u8, header);
    }

    internal void Write(Canvas strip)
    {
        for (var y = 0; y < strip.Height; y++)
        {
            Filter(strip.Row(y), _line.AsSpan(1));
            _zlib.Write(_line);
            if (_packed.Length >= PartLength)
                WritePacked();
        }
    }

    internal void End()
    {
        _zlib.Dispose();
        WritePacked();
        WriteChunk("IEND"u8, []);
    }

    public void Dispose()
    {
        _zlib.Dispose();
        _packed.Dispose();
    }

    private static void Filter(ReadOnlySpan<byte> row, Span<byte> line)
    {
        row[..Canvas.Channels].CopyTo(line);
        for (var i = Canvas.Channels; i < row.Length; i++)
            line[i] = (byte)(row[i] - row[i - Canvas.Channels]);
    }

    private void WritePacked()
    {
        if (_packed.Length > 0)
            WriteChunk("IDAT"u8, _packed.GetBuffer().AsSpan(0, (int)_packed.Length));
        _packed.SetLength(0);
    }

    private void WriteChunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        _file.Write(number);
        _file.Write(name);
        _file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(Crc(uint.MaxValue, name), content) ^ uint.MaxValue);
        _file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
            crc = CrcTable[(crc ^ value) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint CrcEntry(int index)
    {
        var crc = (uint)index;
        for (var bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        return crc;
    }
}
