using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Pages;

/// <summary>How frames stand on a page of paper, in points.</summary>
internal sealed class PageGrid
{
    internal const double Margin = 36;
    internal const double Gap = 14;

    internal static readonly PdfLook Title = new(18, IsBold: true);

    private const double Footer = 22;
    private const double LeastWords = 60;

    /// <param name="title">How high it stands on the first page, which is to hold a whole row below it.</param>
    internal PageGrid(ExportSettings settings, double aspect, double title)
    {
        (Width, Height) = SizeOf(settings.PageSize);
        Top = Margin + title + (title > 0 ? Gap : 0);
        Columns = settings.Columns;
        Cell = (Width - (2 * Margin) - (Gap * (Columns - 1))) / Columns;
        CellHeight = Math.Min(Cell / aspect, Bottom - Top - LeastWords);
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
    internal PdfLook Foot { get; } = new(8, Grey: 0.45);

    /// <summary>Where frames begin on the first page, below its title.</summary>
    internal double Top { get; }

    /// <summary>What any page has for a row.</summary>
    internal double Room => Bottom - Top;

    /// <summary>Where frames end.</summary>
    internal double Bottom => Height - Margin - Footer;

    /// <summary>Of a title, or of a foot.</summary>
    internal static double LineOf(ExportPage page) => SizeOf(page).Width - (2 * Margin);

    internal double Left(int column) => Margin + (column * (Cell + Gap));

    /// <summary>Rows onto pages: as many as fit, and one at least.</summary>
    internal IReadOnlyList<IReadOnlyList<PlacedRow>> Place(IReadOnlyList<IReadOnlyList<StoryCell>> rows)
    {
        var (pages, page, top) = (new List<IReadOnlyList<PlacedRow>>(), new List<PlacedRow>(), Top);
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

    private static (double Width, double Height) SizeOf(ExportPage page) => page switch
    {
        ExportPage.A4 => (595.28, 841.89),
        ExportPage.A4Landscape => (841.89, 595.28),
        ExportPage.Letter => (612.0, 792.0),
        ExportPage.LetterLandscape => (792.0, 612.0),
        _ => throw new ArgumentOutOfRangeException(nameof(page), page, "No such page."),
    };
}

internal sealed record PlacedRow(IReadOnlyList<StoryCell> Cells, double Top);

/// <summary>A frame and the lines below it.</summary>
internal sealed record StoryCell(ExportFrame Frame, IReadOnlyList<PdfLine> Lines)
{
    internal const double Lead = 4;

    internal double Height => Lines.Count == 0 ? 0 : Lead + Lines.Sum(line => line.Height);
}
