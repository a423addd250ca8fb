using System.Buffers.Binary;
using System.Text;

namespace ComfyStudio.Thumbnailer.Exports.Texts;

/// <summary>A copy of a font that holds the outlines of some glyphs only, each under the number that it had.</summary>
internal static class FontSubset
{
    private const ushort WordArguments = 0x0001;
    private const ushort HasScale = 0x0008;
    private const ushort MoreParts = 0x0020;
    private const ushort HasTwoScales = 0x0040;
    private const ushort HasMatrix = 0x0080;

    internal static byte[] Of(TrueTypeFont font, IEnumerable<int> used)
    {
        var glyphs = WithParts(font, used);
        var outlines = new MemoryStream();
        var places = new byte[4 * (font.GlyphCount + 1)];
        for (var glyph = 0; glyph < font.GlyphCount; glyph++)
        {
            if (glyphs.Contains(glyph))
                outlines.Write(font.OutlineOf(glyph));
            while (outlines.Length % 4 != 0)
                outlines.WriteByte(0);
            BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(4 * (glyph + 1)), (int)outlines.Length);
        }

        var head = font.Copy("head").ToArray();

        // The places are written in the long form.
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return Join(
        [
            ("cvt ", font.Copy("cvt ").ToArray()), ("fpgm", font.Copy("fpgm").ToArray()), ("glyf", outlines.ToArray()), ("head", head),
            ("hhea", font.Copy("hhea").ToArray()), ("hmtx", font.Copy("hmtx").ToArray()), ("loca", places), ("maxp", font.Copy("maxp").ToArray()),
            ("prep", font.Copy("prep").ToArray()),
        ]);
    }

    // A letter with an accent may be made of the letter and the accent.
    private static HashSet<int> WithParts(TrueTypeFont font, IEnumerable<int> used)
    {
        var (all, open) = (new HashSet<int>(), new Stack<int>(used.Append(0)));
        while (open.TryPop(out var glyph))
        {
            if (glyph >= font.GlyphCount || !all.Add(glyph))
                continue;
            foreach (var part in PartsOf(font.OutlineOf(glyph)))
                open.Push(part);
        }

        return all;
    }

    private static List<int> PartsOf(ReadOnlySpan<byte> outline)
    {
        var parts = new List<int>();
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            return parts;
        for (var at = 10; at + 4 <= outline.Length;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2)
                + ((flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0);
            if ((flags & MoreParts) == 0)
                break;
        }

        return parts;
    }

    private static byte[] Join(IEnumerable<(string Name, byte[] Content)> all)
    {
        var tables = all.Where(table => table.Content.Length > 0).ToList();
        var (file, body) = (new MemoryStream(), new MemoryStream());
        var power = (int)Math.Floor(Math.Log2(tables.Count));
        Write16(file, 1, 0, tables.Count, 16 << power, power, (tables.Count - (1 << power)) * 16);
        foreach (var (name, content) in tables)
        {
            file.Write(Encoding.ASCII.GetBytes(name));
            Write32(file, Sum(content), (uint)(12 + (16 * tables.Count) + body.Length), (uint)content.Length);
            body.Write(content);
            while (body.Length % 4 != 0)
                body.WriteByte(0);
        }

        body.WriteTo(file);
        return file.ToArray();
    }

    private static uint Sum(byte[] content)
    {
        var sum = 0u;
        Span<byte> word = stackalloc byte[4];
        for (var at = 0; at < content.Length; at += 4)
        {
            word.Clear();
            content.AsSpan(at, Math.Min(4, content.Length - at)).CopyTo(word);
            sum += BinaryPrimitives.ReadUInt32BigEndian(word);
        }

        return sum;
    }

    private static void Write16(MemoryStream file, params IEnumerable<int> values)
    {
        foreach (var value in values)
            file.Write([(byte)(value >> 8), (byte)value]);
    }

    private static void Write32(MemoryStream file, params IEnumerable<uint> values)
    {
        foreach (var value in values)
            file.Write([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
    }
}
