using System.Buffers.Binary;
using System.Text;

namespace ComfyStudio.Images.Formats;

/// <summary>The entries of an EXIF block's first directory, one after the other. A block that cannot be read has none.</summary>
internal ref struct ExifDirectory
{
    private const int EntryLength = 12;

    private readonly ReadOnlySpan<byte> _tiff;
    private readonly bool _isLittle;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _entry;
    private int _left;

    /// <param name="tiff">The EXIF block from its byte order mark on.</param>
    internal ExifDirectory(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || (tiff[0] != 'I' && tiff[0] != 'M'))
            return;
        _tiff = tiff;
        _isLittle = tiff[0] == 'I';
        var place = UInt32(tiff[4..]);
        if (place > tiff.Length - 2)
            return;
        _left = UInt16(tiff[(int)place..]);
        _rest = tiff[((int)place + 2)..];
    }

    internal readonly ushort Tag => UInt16(_entry);

    internal readonly ushort Type => UInt16(_entry[2..]);

    /// <summary>The value of an entry that is one short number.</summary>
    internal readonly ushort Short => UInt16(_entry[8..]);

    internal bool MoveNext()
    {
        if (_left == 0 || _rest.Length < EntryLength)
            return false;
        _entry = _rest[..EntryLength];
        _rest = _rest[EntryLength..];
        _left--;
        return true;
    }

    /// <summary>The value of an entry that is a text; null when it has at most four bytes, which stand in the entry itself, or leaves the block.</summary>
    internal readonly string? FindText()
    {
        var length = UInt32(_entry[4..]);
        var place = UInt32(_entry[8..]);
        return length > 4 && (ulong)place + length <= (ulong)_tiff.Length
            ? Encoding.UTF8.GetString(_tiff.Slice((int)place, (int)length)).TrimEnd('\0')
            : null;
    }

    private readonly ushort UInt16(ReadOnlySpan<byte> bytes) =>
        _isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private readonly uint UInt32(ReadOnlySpan<byte> bytes) =>
        _isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
