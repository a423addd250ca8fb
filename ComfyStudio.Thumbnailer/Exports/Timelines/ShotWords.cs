using System.Globalization;
using System.Text;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

/// <summary>What people wrote, on one line and without the signs that XML and lists of edits cannot hold.</summary>
internal static class ShotWords
{
    internal static string Heading(ExportFrame frame) => Clean($"{frame.Number.ToString(CultureInfo.InvariantCulture)} {frame.Title}");

    internal static string Description(ExportFrame frame) =>
        string.Join(" · ", new[] { Clean(frame.ShotType), Clean(frame.Description) }.Where(words => words.Length > 0));

    internal static string Notes(ExportFrame frame) => Clean(frame.Notes);

    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var sign in text.EnumerateRunes())
        {
            if (!Rune.IsControl(sign) && !Rune.IsWhiteSpace(sign) && sign.Value is not (0xFFFE or 0xFFFF))
                clean.Append(sign);
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }

        return clean.ToString().TrimEnd();
    }
}
