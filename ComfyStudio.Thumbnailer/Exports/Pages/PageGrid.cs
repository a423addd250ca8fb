using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Pages;

/// <summary>How frames stand on a page of paper, in points.</summary>
internal sealed class PageGrid
{
    internal const double Margin = 36;
    internal const double Gap = 14;

    private const double Footer = 22;
    private const double LeastWords = 60;

    internal PageGrid(ExportSettings settings, double aspect)
    {
        (Width, Height) = settings.PageSize switch
        {
            ExportPage.A4 => (595.28, 841.89),
            ExportPage.A4Landscape => (841.89, 595.28),
            ExportPage.Letter => (612.0, 792.0),
            ExportPage.LetterLandscape => (792.0, 612.0),
            var size => throw new ArgumentOutOfRangeException(nameof(settings), size, "No such page."),
        };
        Columns = settings.Columns;
        Cell = (Width - (2 * Margin) - (Gap * (Columns - 1))) / Columns;
        CellHeight = Math.Min(Cell / aspect, Bottom - Margin - LeastWords);
        Heading = new PdfLook(Columns <= 2 ? 11 : Columns <= 4 ? 9 : 7.5, IsBold: true);
        Body = new PdfLook(Heading.Size - 1, Grey: 0.35);
    }

    internal double Width { get; }
    internal double Height { get; }
    internal int Columns { get; }
    internal double Cell { get; }
    internal double CellHeight { get; }
    internal PdfLook Heading { get; }
    internal PdfLook Body { get; }
    internal PdfLook Title { get; } = new(18, IsBold: true);
    internal PdfLook Foot { get; } = new(8, Grey: 0.45);

    /// <summary>Where frames end.</summary>
    internal double Bottom => Height - Margin - Footer;

    internal double Left(int column) => Margin + (column * (Cell + Gap));

    /// <summary>Rows onto pages: as many as fit, and one at least.</summary>
    /// <param name="top">Where the first page begins, below its title.</param>
    internal IReadOnlyList<IReadOnlyList<PlacedRow>> Place(IReadOnlyList<IReadOnlyList<StoryCell>> rows, double top)
    {
        var (pages, page) = (new List<IReadOnlyList<PlacedRow>>(), new List<PlacedRow>());
        foreach (var row in rows)
        {
            var height = CellHeight + row.Max(cell => cell.Height);
            if (page.Count > 0 && top + height > Bottom)
            {
                pages.Add(page);
                (page, top) = ([], Margin);
            }

            page.Add(new PlacedRow(row, top));
            top += height + Gap;
        }

        pages.Add(page);
        return pages;
    }
}

internal sealed record PlacedRow(IReadOnlyList<StoryCell> Cells, double Top);

/// <summary>A frame and the lines below it.</summary>
internal sealed record StoryCell(ExportFrame Frame, IReadOnlyList<PdfLine> Lines)
{
    internal const double Lead = 4;

    internal double Height => Lines.Count == 0 ? 0 : Lead + Lines.Sum(line => line.Height);
}
