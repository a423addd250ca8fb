using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Texts;

namespace ComfyStudio.Thumbnailer.Exports.Sheets;

/// <summary>Where everything on a sheet stands, in pixels.</summary>
internal sealed class SheetPlan
{
    private const int UsualWidth = 2400;
    private const int LabelledCell = 280;
    private const int MostLabelledWidth = 8000;
    private const int SmallestCell = 48;

    internal SheetPlan(ExportOrder order, double aspect)
    {
        var labels = order.Axes;
        Columns = Math.Max(1, labels?.Columns.Count ?? Math.Min(order.Settings.Columns, order.Frames.Count));
        Width = order.Settings.Width ?? (labels is null ? UsualWidth : Math.Clamp(Columns * LabelledCell, UsualWidth / 2, MostLabelledWidth));
        Margin = Math.Max(12, Width / 60);
        Gap = Math.Max(6, Margin / 2);
        RowLabels = labels is { Rows.Count: > 0 } ? Math.Min(Width / 6, 240) : 0;
        Cell = (Width - (2 * Margin) - RowLabels - (Gap * (Columns - 1))) / Columns;
        if (Cell < SmallestCell)
            throw new ExportProblemException($"{Columns} pictures do not fit beside each other on {Width} pixels. Choose a larger width.");
        CellHeight = Math.Max(1, (int)Math.Round(Cell / aspect));
        Heading = new TextLook(Math.Clamp(Cell / 18, 11, 26), IsBold: true);
        Body = new TextLook(Math.Clamp(Cell / 22, 10, 21));
        Title = new TextLook(Math.Clamp(Width / 50, 18, 64), IsBold: true);
    }

    internal int Columns { get; }
    internal int Width { get; }
    internal int Margin { get; }
    internal int Gap { get; }
    internal int RowLabels { get; }
    internal int Cell { get; }
    internal int CellHeight { get; }
    internal TextLook Heading { get; }
    internal TextLook Body { get; }
    internal TextLook Title { get; }

    internal int Left(int column) => Margin + RowLabels + (column * (Cell + Gap));
}
