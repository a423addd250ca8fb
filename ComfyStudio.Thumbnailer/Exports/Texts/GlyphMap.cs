using System.Buffers.Binary;

namespace ComfyStudio.Thumbnailer.Exports.Texts;

/// <summary>From signs to glyphs: the table <c>cmap</c> of a font, in the two forms that all fonts have.</summary>
internal sealed class GlyphMap
{
    private const int Short = 4;
    private const int Long = 12;

    private readonly byte[] _file;
    private readonly int _at;
    private readonly bool _isLong;

    private GlyphMap(byte[] file, int at, bool isLong) => (_file, _at, _isLong) = (file, at, isLong);

    /// <exception cref="InvalidDataException">It has neither form.</exception>
    internal static GlyphMap Read(byte[] file, int cmap)
    {
        var forms = Enumerable.Range(0, U16(file, cmap + 2))
            .Select(table => (Platform: U16(file, cmap + 4 + (8 * table)), Encoding: U16(file, cmap + 6 + (8 * table)), At: cmap + checked((int)U32(file, cmap + 8 + (8 * table)))))
            .Where(table => table.Platform is 0 || table is { Platform: 3, Encoding: 1 or 10 })
            .Select(table => (table.At, Format: U16(file, table.At)))
            .Where(table => table.Format is Short or Long)
            .OrderByDescending(table => table.Format)
            .ToList();
        return forms.Count > 0
            ? new GlyphMap(file, forms[0].At, forms[0].Format == Long)
            : throw new InvalidDataException("The font does not say which signs it has.");
    }

    /// <returns>0 when it has none.</returns>
    internal int Find(int sign) => _isLong ? FindLong(sign) : sign <= 0xFFFF ? FindShort(sign) : 0;

    private int FindLong(int sign)
    {
        for (var group = 0; group < U32(_file, _at + 12); group++)
        {
            var at = _at + 16 + (12 * group);
            var first = U32(_file, at);
            if (sign >= first && sign <= U32(_file, at + 4))
                return (int)(U32(_file, at + 8) + (uint)sign - first);
        }

        return 0;
    }

    private int FindShort(int sign)
    {
        var doubled = U16(_file, _at + 6);
        var ends = _at + 14;
        for (var at = 0; at < doubled; at += 2)
        {
            if (U16(_file, ends + at) < sign)
                continue;
            var starts = ends + doubled + 2;
            var first = U16(_file, starts + at);
            if (first > sign)
                return 0;
            var delta = U16(_file, starts + doubled + at);
            var offsets = starts + (2 * doubled) + at;
            var offset = U16(_file, offsets);
            var glyph = offset == 0 ? sign : U16(_file, offsets + offset + (2 * (sign - first)));
            return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
        }

        return 0;
    }

    private static int U16(byte[] file, int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    private static uint U32(byte[] file, int at) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
}
