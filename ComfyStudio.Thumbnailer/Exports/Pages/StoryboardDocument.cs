using System.Globalization;
using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Texts;

namespace ComfyStudio.Thumbnailer.Exports.Pages;

/// <summary>The pages of one storyboard: words are laid out first, then each picture goes into the file as it comes, in the order of the frames.</summary>
internal sealed class StoryboardDocument
{
    private const int MostTitleLines = 3;
    private const int MostHeadingLines = 2;
    private const int MostBodyLines = 12;

    private readonly PdfFile _file;
    private readonly PageGrid _grid;
    private readonly ExportOrder _order;
    private readonly PdfWords _words;
    private readonly IReadOnlyList<PdfFont> _fonts;
    private readonly IReadOnlyList<PdfPage> _pages;
    private readonly Dictionary<int, (PdfPage Page, double X, double Top)> _places = [];

    /// <param name="aspect">Of the places for pictures.</param>
    internal StoryboardDocument(
        PdfFile file, ExportOrder order, double aspect, IReadOnlyList<(TrueTypeFont Regular, TrueTypeFont Bold)> families, TextPainter painter)
    {
        (_file, _order) = (file, order);
        var named = families.Select((family, at) => new PdfFamily(
            new PdfFont($"R{at}", file.Reserve(), family.Regular), new PdfFont($"B{at}", file.Reserve(), family.Bold))).ToList();
        _fonts = [.. named.SelectMany(family => new[] { family.Regular, family.Bold })];
        _words = new PdfWords(file, named, painter);

        var title = _words.Lines(order.Title, PageGrid.Title, PageGrid.LineOf(order.Settings.PageSize), MostTitleLines);
        _grid = new PageGrid(order.Settings, aspect, title.Sum(line => line.Height));
        var placed = _grid.Place([.. order.Frames.Select(Cell).Chunk(_grid.Columns)]);
        _pages = [.. placed.Select(_ => new PdfPage(_grid.Width, _grid.Height))];
        Draw(_pages[0], title, PageGrid.Margin, PageGrid.Margin);
        foreach (var (page, rows) in _pages.Zip(placed))
            DrawWords(page, rows);
    }

    internal PageGrid Grid => _grid;

    /// <summary>The next frame.</summary>
    internal void Add(PackedPicture picture)
    {
        var (page, x, top) = _places[picture.Frame.Number];
        if (picture.Jpeg is null)
        {
            page.Box(x, top, _grid.Cell, _grid.CellHeight, grey: 0.93);
            return;
        }

        var image = _file.Reserve();
        _file.WriteStream(image, string.Create(CultureInfo.InvariantCulture,
            $"/Type /XObject /Subtype /Image /Width {picture.Width} /Height {picture.Height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"), picture.Jpeg);
        var scale = Math.Min(_grid.Cell / picture.Width, _grid.CellHeight / picture.Height);
        var (width, height) = (picture.Width * scale, picture.Height * scale);
        page.Image(x + ((_grid.Cell - width) / 2), top + ((_grid.CellHeight - height) / 2), width, height, image);
    }

    internal void End(DateTimeOffset now)
    {
        foreach (var (at, page) in _pages.Index())
            DrawFoot(page, at + 1);
        var (tree, catalog, info) = (_file.Reserve(), _file.Reserve(), _file.Reserve());
        var pages = _pages.Select(page => page.WriteTo(_file, tree, _fonts)).ToList();
        foreach (var font in _fonts)
            font.WriteTo(_file);
        _file.Write(tree, string.Create(CultureInfo.InvariantCulture, $"/Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select(page => $"{page} 0 R"))}]"));
        _file.Write(catalog, string.Create(CultureInfo.InvariantCulture, $"/Type /Catalog /Pages {tree} 0 R /ViewerPreferences << /DisplayDocTitle true >>"));
        _file.Write(info, $"/Title {PdfFile.TextString(_order.Title)} /Producer (ComfyStudio) /CreationDate (D:{now.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z)");
        _file.End(catalog, info);
    }

    private StoryCell Cell(ExportFrame frame)
    {
        var lines = _words.Lines(FrameWords.Heading(frame, _order.Settings), _grid.Heading, _grid.Cell, MostHeadingLines)
            .Concat(FrameWords.Body(frame, _order.Settings).SelectMany(part => _words.Lines(part, _grid.Body, _grid.Cell, MostBodyLines)));

        // What a page does not hold below the picture is left out.
        var room = _grid.Room - _grid.CellHeight - StoryCell.Lead;
        return new StoryCell(frame, [.. lines.TakeWhile(line => (room -= line.Height) >= 0)]);
    }

    private void DrawWords(PdfPage page, IEnumerable<PlacedRow> rows)
    {
        foreach (var row in rows)
        {
            foreach (var (column, cell) in row.Cells.Index())
            {
                _places[cell.Frame.Number] = (page, _grid.Left(column), row.Top);
                Draw(page, cell.Lines, _grid.Left(column), row.Top + _grid.CellHeight + StoryCell.Lead);
            }
        }
    }

    // A sheet that lies about alone still says what it belongs to.
    private void DrawFoot(PdfPage page, int number)
    {
        var (line, top) = (PageGrid.LineOf(_order.Settings.PageSize), _grid.Height - PageGrid.Margin - _grid.Foot.LineHeight);
        if (number > 1)
            Draw(page, _words.Lines(_order.Title, _grid.Foot, line * 0.8, mostLines: 1), PageGrid.Margin, top);
        if (!_order.Settings.Numbers)
            return;
        var text = _words.Lines(string.Create(CultureInfo.InvariantCulture, $"{number} / {_pages.Count}"), _grid.Foot, line, mostLines: 1);
        Draw(page, text, PageGrid.Margin + line - text.Sum(part => part.Width), top);
    }

    private static void Draw(PdfPage page, IEnumerable<PdfLine> lines, double x, double top)
    {
        foreach (var line in lines)
        {
            line.Draw(page, x, top);
            top += line.Height;
        }
    }
}
