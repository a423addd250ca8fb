using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Exports.Texts;
using ComfyStudio.Thumbnailer.Vips;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports.Sheets;

/// <summary>All pictures on one page as a PNG, with words below them or with the values of two axes beside them.</summary>
internal sealed class LabelledSheetMaker(FrameOpener opener, TextPainter texts, IOptions<ExportOptions> options) : IExportMaker
{
    private const int MostBodyLines = 8;

    public bool Makes(ExportKind kind) => kind is ExportKind.Sheet;

    public async Task MakeAsync(ExportWork work, CancellationToken cancellationToken)
    {
        var plan = new SheetPlan(work.Order, (await opener.FirstSizeAsync(work, cancellationToken)).Aspect);
        using var head = Head(work.Order, plan);
        var rows = work.Order.Frames.Chunk(plan.Columns).Select((frames, row) => new SheetRow(frames, row, Captions(work.Order, plan, frames))).ToList();
        await using var file = work.Create();
        using var png = new PngStream(file, plan.Width, head.Height + rows.Sum(row => row.Height(plan)) + plan.Margin - plan.Gap);
        png.Write(head);
        foreach (var row in rows)
            await WriteAsync(work, plan, row, png, cancellationToken);
        using var foot = new Canvas(plan.Width, plan.Margin - plan.Gap, Shade.White);
        png.Write(foot);
        png.End();
    }

    private Canvas Head(ExportOrder order, SheetPlan plan)
    {
        var title = texts.Paint(order.Title, plan.Title, plan.Width - (2 * plan.Margin), mostLines: 2);
        var labels = (order.Axes?.Columns ?? []).Select(label => texts.Paint(label, plan.Heading, plan.Cell, mostLines: 3)).ToList();
        var titleHeight = title.Height > 0 ? title.Height + plan.Gap : 0;
        var labelHeight = labels.Count > 0 ? labels.Max(label => label.Height) + plan.Gap : 0;
        var head = new Canvas(plan.Width, plan.Margin + titleHeight + labelHeight, Shade.White);
        head.Paint(plan.Margin, plan.Margin, title, Shade.Ink);
        foreach (var (column, label) in labels.Index())
            head.Paint(plan.Left(column) + Math.Max(0, (plan.Cell - label.Width) / 2), plan.Margin + titleHeight, label, Shade.Ink);
        return head;
    }

    private IReadOnlyList<SheetCaption> Captions(ExportOrder order, SheetPlan plan, ExportFrame[] frames) =>
        order.Axes is not null ? [] : [.. frames.Select(frame => new SheetCaption(
            texts.Paint(FrameWords.Heading(frame, order.Settings), plan.Heading, plan.Cell, mostLines: 2),
            [.. FrameWords.Body(frame, order.Settings).Select(part => texts.Paint(part, plan.Body, plan.Cell, MostBodyLines))]))];

    private async Task WriteAsync(ExportWork work, SheetPlan plan, SheetRow row, PngStream png, CancellationToken cancellationToken)
    {
        using var strip = new Canvas(plan.Width, row.Height(plan), Shade.White);
        if (work.Order.Axes?.Rows.ElementAtOrDefault(row.Number) is { } label)
            PaintRowLabel(strip, plan, label);
        var pictures = InOrder.MakeAsync(
            row.Frames, options.Value.MaxRunning,
            async frame => new Opened(await opener.OpenAsync(work, frame, new FrameBox(plan.Cell, plan.CellHeight, MayGrow: true), cancellationToken)), cancellationToken);
        var column = 0;
        await foreach (var opened in pictures)
        {
            using (opened)
                Put(strip, plan, column++, opened.Picture);
            work.Step();
        }

        foreach (var (place, caption) in row.Captions.Index())
            caption.PaintOn(strip, plan, place);
        png.Write(strip);
    }

    private void PaintRowLabel(Canvas strip, SheetPlan plan, string label)
    {
        var mask = texts.Paint(label, plan.Heading, plan.RowLabels - plan.Gap, mostLines: 6);
        strip.Paint(plan.Margin, Math.Max(0, (plan.CellHeight - mask.Height) / 2), mask, Shade.Ink);
    }

    private static void Put(Canvas strip, SheetPlan plan, int column, VipsImage? picture)
    {
        if (picture is null)
            strip.Fill(plan.Left(column), 0, plan.Cell, plan.CellHeight, Shade.Empty);
        else
            strip.Put(plan.Left(column) + ((plan.Cell - picture.Width) / 2), (plan.CellHeight - picture.Height) / 2, picture);
    }

    private sealed record Opened(VipsImage? Picture) : IDisposable
    {
        public void Dispose() => Picture?.Dispose();
    }
}

/// <param name="Number">From 0.</param>
internal sealed record SheetRow(IReadOnlyList<ExportFrame> Frames, int Number, IReadOnlyList<SheetCaption> Captions)
{
    internal int Height(SheetPlan plan) => plan.CellHeight + (Captions.Count > 0 ? Captions.Max(caption => caption.Height(plan)) : 0) + plan.Gap;
}

internal sealed record SheetCaption(TextMask Heading, IReadOnlyList<TextMask> Body)
{
    private int Words => Heading.Height + Body.Sum(part => part.Height);

    internal int Height(SheetPlan plan) => Words == 0 ? 0 : Words + (plan.Gap / 2);

    internal void PaintOn(Canvas strip, SheetPlan plan, int column)
    {
        var top = plan.CellHeight + (plan.Gap / 2);
        strip.Paint(plan.Left(column), top, Heading, Shade.Ink);
        top += Heading.Height;
        foreach (var part in Body)
        {
            strip.Paint(plan.Left(column), top, part, Shade.Quiet);
            top += part.Height;
        }
    }
}
