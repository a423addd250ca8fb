using System.Buffers.Binary;
using System.Text;

namespace ComfyStudio.Thumbnailer.Exports.Texts;

/// <summary>One font file: which signs it has, how wide they are, and a copy of it with only the signs that were used.</summary>
internal sealed class TrueTypeFont
{
    private const uint TrueType = 0x00010000;
    private const uint AppleTrueType = 0x74727565;
    private const int RestrictedLicence = 0x0002;

    private readonly byte[] _file;
    private readonly Dictionary<string, (int At, int Length)> _tables = [];
    private readonly GlyphMap _map;
    private readonly int _widths;
    private readonly int _unitsPerEm;
    private readonly bool _isLongLoca;

    private TrueTypeFont(byte[] file)
    {
        _file = file;
        if (U32(0) is not (TrueType or AppleTrueType))
            throw new InvalidDataException("The file holds no TrueType outlines.");
        for (int table = 0, at = 12; table < U16(4); table++, at += 16)
            _tables[Encoding.ASCII.GetString(file, at, 4)] = (checked((int)U32(at + 8)), checked((int)U32(at + 12)));
        var (head, hhea) = (Table("head"), Table("hhea"));
        _unitsPerEm = Math.Max(1, U16(head + 18));
        _isLongLoca = U16(head + 50) != 0;
        Box = [.. Enumerable.Range(0, 4).Select(side => Em(S16(head + 36 + (2 * side))))];
        (Ascent, Descent) = (Em(S16(hhea + 4)), Em(S16(hhea + 6)));
        _widths = Math.Max(1, U16(hhea + 34));
        GlyphCount = U16(Table("maxp") + 4);
        _map = GlyphMap.Read(file, Table("cmap"));
        _ = (Table("loca"), Table("glyf"), Table("hmtx"));
        MayBeEmbedded = !_tables.TryGetValue("OS/2", out var os2) || (U16(os2.At + 8) & 0x000F) != RestrictedLicence;
    }

    /// <summary>In thousandths of the size, as are all lengths here.</summary>
    internal int Ascent { get; }

    /// <summary>Below the line, so less than 0.</summary>
    internal int Descent { get; }

    internal IReadOnlyList<int> Box { get; }

    internal int GlyphCount { get; }

    /// <summary>Whether its makers allow that.</summary>
    internal bool MayBeEmbedded { get; }

    /// <returns>Null when it cannot be used: another format, damaged, or not allowed to be embedded.</returns>
    internal static TrueTypeFont? TryRead(string path)
    {
        try
        {
            var font = new TrueTypeFont(File.ReadAllBytes(path));
            return font.MayBeEmbedded ? font : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException
            or IndexOutOfRangeException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    /// <returns>0 when it has no such sign.</returns>
    internal int GlyphOf(Rune sign) => _map.Find(sign.Value) is var glyph && glyph < GlyphCount ? glyph : 0;

    internal int WidthOf(int glyph) => Em(U16(Table("hmtx") + (Math.Min(glyph, _widths - 1) * 4)));

    /// <summary>The outline of a glyph; empty for a blank.</summary>
    internal ReadOnlySpan<byte> OutlineOf(int glyph)
    {
        var (loca, from, to) = (Table("loca"), 0, 0);
        (from, to) = _isLongLoca
            ? (checked((int)U32(loca + (4 * glyph))), checked((int)U32(loca + (4 * glyph) + 4)))
            : (2 * U16(loca + (2 * glyph)), 2 * U16(loca + (2 * glyph) + 2));
        return to > from ? _file.AsSpan(Table("glyf") + from, to - from) : [];
    }

    internal ReadOnlySpan<byte> Copy(string table) => _tables.TryGetValue(table, out var found) ? _file.AsSpan(found.At, found.Length) : [];

    private int Table(string name) => _tables[name].At;

    private int Em(int units) => (int)Math.Round(units * 1000.0 / _unitsPerEm);

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private int S16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at));
}
