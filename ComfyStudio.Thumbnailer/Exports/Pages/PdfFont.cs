using System.Globalization;
using System.Text;
using ComfyStudio.Thumbnailer.Exports.Texts;

namespace ComfyStudio.Thumbnailer.Exports.Pages;

/// <summary>A font of the document: what is written with it is remembered, and only that is put into the file.</summary>
/// <param name="name">As the pages call it.</param>
/// <param name="number">Of its object.</param>
internal sealed class PdfFont(string name, int number, TrueTypeFont font)
{
    // So many lines a table of signs may have in one part.
    private const int MostInPart = 100;

    private readonly SortedDictionary<int, Rune> _used = [];

    internal string Name => name;

    internal int Number => number;

    /// <summary>Whether it has every sign of a text.</summary>
    internal bool Has(string text) => text.EnumerateRunes().All(sign => font.GlyphOf(sign) != 0);

    internal double WidthOf(string text, double size) => text.EnumerateRunes().Sum(sign => font.WidthOf(font.GlyphOf(sign))) * size / 1000;

    /// <summary>The operand that shows it.</summary>
    internal string Show(string text)
    {
        var shown = new StringBuilder("<");
        foreach (var sign in text.EnumerateRunes())
        {
            var glyph = font.GlyphOf(sign);
            _used.TryAdd(glyph, sign);
            shown.Append(glyph.ToString("X4", CultureInfo.InvariantCulture));
        }

        return shown.Append('>').ToString();
    }

    internal void WriteTo(PdfFile file)
    {
        if (_used.Count == 0)
        {
            file.Write(number, "/Type /Font /Subtype /Type1 /BaseFont /Helvetica");
            return;
        }

        var (descendant, descriptor, content, signs) = (file.Reserve(), file.Reserve(), file.Reserve(), file.Reserve());
        var called = $"/AAAAA{(char)('A' + (number % 26))}+Studio{name}";
        file.Write(number, $"/Type /Font /Subtype /Type0 /BaseFont {called} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {signs} 0 R");
        file.Write(descendant, string.Create(CultureInfo.InvariantCulture,
            $"/Type /Font /Subtype /CIDFontType2 /BaseFont {called} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 600 /W [{Widths()}]"));
        file.Write(descriptor, string.Create(CultureInfo.InvariantCulture,
            $"/Type /FontDescriptor /FontName {called} /Flags 4 /FontBBox [{string.Join(' ', font.Box)}] /ItalicAngle 0 /Ascent {font.Ascent} /Descent {font.Descent} /CapHeight {font.Ascent} /StemV 80 /FontFile2 {content} 0 R"));
        var subset = FontSubset.Of(font, _used.Keys);
        file.WritePacked(content, string.Create(CultureInfo.InvariantCulture, $"/Length1 {subset.Length}"), subset);
        file.WritePacked(signs, "", Encoding.ASCII.GetBytes(Signs()));
    }

    private string Widths() =>
        string.Join(' ', _used.Keys.Select(glyph => string.Create(CultureInfo.InvariantCulture, $"{glyph} [{font.WidthOf(glyph)}]")));

    // With it a reader finds and copies the words.
    private string Signs()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Signs def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var part in _used.Chunk(MostInPart))
        {
            map.Append(CultureInfo.InvariantCulture, $"{part.Length} beginbfchar\n");
            foreach (var (glyph, sign) in part)
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(sign.ToString()))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
