using System.Globalization;
using System.Net;
using System.Text;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Exports.Texts;

/// <summary>Words as pixels, in any script that some font of the machine has: libvips brings Pango, which shapes and breaks lines.</summary>
internal sealed class TextPainter(FontFiles fonts)
{
    // Points are pixels then.
    private const int Dpi = 72;

    private const string High = "Å";

    // One line of every look is measured once.
    private readonly System.Collections.Concurrent.ConcurrentDictionary<TextLook, int> _lines = new();

    /// <param name="width">Pixels; longer lines are broken.</param>
    /// <param name="mostLines">What comes after them is left out.</param>
    /// <exception cref="ExportProblemException">There is no font.</exception>
    internal TextMask Paint(string text, TextLook look, int width, int mostLines)
    {
        fonts.Require();
        var words = Clean(text);
        if (words.Length == 0 || width < 1)
            return TextMask.None;
        var line = LineHeight(look);
        return InLines(Render($"{High}\n{words}", look, width), line, mostLines);
    }

    /// <summary>From one line to the next.</summary>
    internal int LineHeight(TextLook look) => _lines.GetOrAdd(look, _ =>
        Math.Max(1, Render($"{High}\n{High}\n{High}", look, width: 1000).Height - Render($"{High}\n{High}", look, width: 1000).Height));

    // What is painted is cut at its ink. A line of a high letter went ahead of it, so that all words of one look stand at the same height.
    private static TextMask InLines(TextMask painted, int line, int mostLines)
    {
        var lines = Math.Clamp((painted.Height - 1) / line, 1, mostLines);
        var cover = new byte[lines * line * painted.Width];
        var there = painted.Cover.AsSpan(Math.Min(line * painted.Width, painted.Cover.Length));
        there[..Math.Min(there.Length, cover.Length)].CopyTo(cover);
        return new TextMask(painted.Width, lines * line, cover);
    }

    private static TextMask Render(string words, TextLook look, int width)
    {
        // Pango reads markup: what people wrote is no such thing.
        using var text = new VipsOperation("text").With("text", WebUtility.HtmlEncode(words)).With("font", look.Font).With("width", width)
            .With("wrap", "word-char").With("dpi", Dpi);
        try
        {
            using var mask = text.RunToImage();
            return new TextMask(mask.Width, mask.Height, mask.ToBytes());
        }
        catch (VipsException exception)
        {
            throw new ExportProblemException($"Words could not be painted: {exception.Message}. Is a font installed (Debian: apt-get install fonts-dejavu-core)?", exception);
        }
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(Rune.IsControl(rune) && rune.Value != '\n' ? " " : rune.ToString());
        return clean.ToString().Trim();
    }
}

/// <param name="Size">Pixels.</param>
internal readonly record struct TextLook(int Size, bool IsBold = false)
{
    internal string Font => string.Create(CultureInfo.InvariantCulture, $"Sans {(IsBold ? "Bold " : "")}{Size}");
}
