using System.Buffers.Binary;
using System.Text;

namespace ComfyStudio.Images.Formats;

/// <summary>The entries of a directory of an EXIF block, one after the other. A block that cannot be read has none.</summary>
internal ref struct ExifDirectory
{
    private const int EntryLength = 12;

    private readonly ReadOnlySpan<byte> _tiff;
    private readonly bool _isLittle;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _entry;
    private int _left;

    /// <summary>The first one.</summary>
    /// <param name="tiff">The EXIF block from its byte order mark on.</param>
    internal ExifDirectory(ReadOnlySpan<byte> tiff)
        : this(tiff, FirstPlace(tiff))
    {
    }

    /// <param name="place">Where in the block it begins.</param>
    internal ExifDirectory(ReadOnlySpan<byte> tiff, uint place)
    {
        if (tiff.Length < 8 || (tiff[0] != 'I' && tiff[0] != 'M') || place > tiff.Length - 2)
            return;
        _tiff = tiff;
        _isLittle = tiff[0] == 'I';
        _left = UInt16(tiff[(int)place..]);
        _rest = tiff[((int)place + 2)..];
    }

    internal readonly ushort Tag => UInt16(_entry);

    internal readonly ushort Type => UInt16(_entry[2..]);

    /// <summary>The value of an entry that is one short number.</summary>
    internal readonly ushort Short => UInt16(_entry[8..]);

    /// <summary>The value of an entry that is one long number.</summary>
    internal readonly uint Long => UInt32(_entry[8..]);

    /// <summary>The value of an entry of single bytes; empty when it leaves the block.</summary>
    internal readonly ReadOnlySpan<byte> Data
    {
        get
        {
            var (length, place) = (UInt32(_entry[4..]), Long);
            if (length <= 4)
                return _entry.Slice(8, (int)length);
            return (ulong)place + length <= (ulong)_tiff.Length ? _tiff.Slice((int)place, (int)length) : [];
        }
    }

    internal bool MoveNext()
    {
        if (_left == 0 || _rest.Length < EntryLength)
            return false;
        _entry = _rest[..EntryLength];
        _rest = _rest[EntryLength..];
        _left--;
        return true;
    }

    /// <summary>The value of an entry that is a text; null when it is very short, or leaves the block.</summary>
    internal readonly string? FindText() => Data is { Length: > 4 } data ? Encoding.UTF8.GetString(data).TrimEnd('\0') : null;

    private static uint FirstPlace(ReadOnlySpan<byte> tiff) =>
        tiff.Length < 8 ? uint.MaxValue : tiff[0] == 'I' ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);

    private readonly ushort UInt16(ReadOnlySpan<byte> bytes) =>
        _isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private readonly uint UInt32(ReadOnlySpan<byte> bytes) =>
        _isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
