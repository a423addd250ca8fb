using System.Globalization;
using System.Text;

namespace ComfyStudio.Thumbnailer.Exports.Pages;

/// <summary>What is drawn on one page, in points from its upper left corner.</summary>
internal sealed class PdfPage(double width, double height)
{
    private readonly StringBuilder _content = new();
    private readonly SortedSet<int> _images = [];

    internal void Text(double x, double baseline, double size, PdfFont font, string text, double grey) =>
        Add($"BT {grey:0.##} g /{font.Name} {size:0.##} Tf {x:0.##} {height - baseline:0.##} Td {font.Show(text)} Tj ET\n");

    /// <param name="image">The number of its object.</param>
    internal void Image(double x, double top, double imageWidth, double imageHeight, int image)
    {
        _images.Add(image);
        Add($"q {imageWidth:0.##} 0 0 {imageHeight:0.##} {x:0.##} {height - top - imageHeight:0.##} cm /I{image} Do Q\n");
    }

    internal void Box(double x, double top, double boxWidth, double boxHeight, double grey) =>
        Add($"{grey:0.##} g {x:0.##} {height - top - boxHeight:0.##} {boxWidth:0.##} {boxHeight:0.##} re f\n");

    /// <returns>The number of its object.</returns>
    internal int WriteTo(PdfFile file, int parent, IEnumerable<PdfFont> fonts)
    {
        var (page, content) = (file.Reserve(), file.Reserve());
        file.WritePacked(content, "", Encoding.ASCII.GetBytes(_content.ToString()));
        var named = string.Join(' ', fonts.Select(font => $"/{font.Name} {font.Number} 0 R"));
        var images = string.Join(' ', _images.Select(image => $"/I{image} {image} 0 R"));
        file.Write(page, string.Create(CultureInfo.InvariantCulture,
            $"/Type /Page /Parent {parent} 0 R /MediaBox [0 0 {width:0.##} {height:0.##}] /Contents {content} 0 R /Resources << /Font << {named} >> /XObject << {images} >> >>"));
        return page;
    }

    private void Add(FormattableString drawing) => _content.Append(drawing.ToString(CultureInfo.InvariantCulture));
}
