using System.Text;
using ComfyStudio.Thumbnailer.Exports.Texts;

namespace ComfyStudio.Thumbnailer.Exports.Pages;

/// <summary>
/// Words on a page: as text where a font has every sign of them, and painted where none does or where signs change with their neighbours
/// (Arabic, Hindi, Thai, …).
/// </summary>
internal sealed class PdfWords(PdfFile file, IReadOnlyList<PdfFamily> families, TextPainter painter)
{
    // Of what is painted.
    private const double PixelsPerPoint = 200 / 72.0;

    private const string Cut = "…";

    /// <param name="width">Points; longer lines are broken.</param>
    internal IReadOnlyList<PdfLine> Lines(string text, PdfLook look, double width, int mostLines)
    {
        var words = Clean(text);
        if (words.Length == 0)
            return [];
        return families.Select(family => look.IsBold ? family.Bold : family.Regular).FirstOrDefault(font => IsPlain(words) && font.Has(words.Replace("\n", "", StringComparison.Ordinal))) is { } font
            ? [.. Break(words, look, font, width, mostLines).Select(line => new PdfLine.Written(line, font, look))]
            : [Painted(words, look, width, mostLines)];
    }

    private PdfLine.Painted Painted(string words, PdfLook look, double width, int mostLines)
    {
        var mask = painter.Paint(words, new TextLook((int)Math.Round(look.Size * PixelsPerPoint), look.IsBold), (int)(width * PixelsPerPoint), mostLines);
        var image = file.Reserve();
        var ground = Array.ConvertAll(mask.Cover, cover => (byte)(255 - (cover * (1 - look.Grey))));
        file.WritePacked(image, FormattableString.Invariant(
            $"/Type /XObject /Subtype /Image /Width {mask.Width} /Height {mask.Height} /ColorSpace /DeviceGray /BitsPerComponent 8"), ground);
        return new PdfLine.Painted(image, mask.Width / PixelsPerPoint, mask.Height / PixelsPerPoint);
    }

    private static List<string> Break(string words, PdfLook look, PdfFont font, double width, int mostLines)
    {
        var lines = words.Split('\n').SelectMany(paragraph => BreakParagraph(paragraph, look, font, width)).Take(mostLines + 1).ToList();
        if (lines.Count <= mostLines)
            return lines;
        lines.RemoveAt(mostLines);
        lines[^1] = lines[^1].TrimEnd('.', ',', ' ') + (font.Has(Cut) ? Cut : "...");
        return lines;
    }

    private static IEnumerable<string> BreakParagraph(string paragraph, PdfLook look, PdfFont font, double width)
    {
        var line = "";
        foreach (var word in paragraph.Split(' ').SelectMany(word => Fitting(word, look, font, width)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length == 0 || font.WidthOf(longer, look.Size) <= width)
            {
                line = longer;
                continue;
            }

            yield return line;
            line = word;
        }

        yield return line;
    }

    // A word that no line holds is broken anywhere.
    private static IEnumerable<string> Fitting(string word, PdfLook look, PdfFont font, double width)
    {
        if (font.WidthOf(word, look.Size) <= width)
            return [word];
        var (parts, part) = (new List<string>(), "");
        foreach (var sign in word.EnumerateRunes())
        {
            if (part.Length > 0 && font.WidthOf(part + sign, look.Size) > width)
            {
                parts.Add(part);
                part = "";
            }

            part += sign;
        }

        return [.. parts, part];
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var sign in text.ReplaceLineEndings("\n").EnumerateRunes())
            clean.Append(sign.Value == '\n' ? "\n" : Rune.IsControl(sign) || Rune.IsWhiteSpace(sign) ? " " : sign.ToString());
        return clean.ToString().Trim();
    }

    // From Hebrew to Khmer, and marks that stand on other signs: those need to know their neighbours.
    private static bool IsPlain(string text) => text.EnumerateRunes().All(sign => sign.Value is not (
        (>= 0x0300 and <= 0x036F) or (>= 0x0590 and <= 0x109F) or (>= 0x1780 and <= 0x18AF) or (>= 0x1900 and <= 0x1CFF) or (>= 0x200B and <= 0x200F)
        or (>= 0xA800 and <= 0xABFF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xFE70 and <= 0xFEFF) or >= 0x10000));
}

internal sealed record PdfFamily(PdfFont Regular, PdfFont Bold);

/// <param name="Size">Points.</param>
/// <param name="Grey">From 0, black, to 1.</param>
internal readonly record struct PdfLook(double Size, bool IsBold = false, double Grey = 0.1)
{
    internal double LineHeight => Size * 1.25;
}

/// <summary>One line, or a few that were painted in one.</summary>
internal abstract record PdfLine(double Height)
{
    internal abstract double Width { get; }

    internal abstract void Draw(PdfPage page, double x, double top);

    internal sealed record Written(string Text, PdfFont Font, PdfLook Look) : PdfLine(Look.LineHeight)
    {
        internal override double Width => Font.WidthOf(Text, Look.Size);

        internal override void Draw(PdfPage page, double x, double top) => page.Text(x, top + Look.Size, Look.Size, Font, Text, Look.Grey);
    }

    internal sealed record Painted(int Image, double Across, double Height) : PdfLine(Height)
    {
        internal override double Width => Across;

        internal override void Draw(PdfPage page, double x, double top) => page.Image(x, top, Across, Height, Image);
    }
}
