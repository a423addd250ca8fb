using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Exports.Texts;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports.Pages;

/// <summary>A storyboard on paper: frames in columns, with their words below.</summary>
internal sealed class StoryboardPdfMaker(FrameOpener opener, TextPainter painter, FontFiles fonts, IOptions<ExportOptions> options, TimeProvider time) : IExportMaker
{
    // More than that cannot be seen on paper.
    private const double PixelsPerPoint = 200 / 72.0;

    private readonly Lazy<IReadOnlyList<(TrueTypeFont Regular, TrueTypeFont Bold)>> _families = new(() => [.. Read(fonts)]);

    public bool Makes(ExportKind kind) => kind is ExportKind.Pdf;

    public async Task MakeAsync(ExportWork work, CancellationToken cancellationToken)
    {
        fonts.Require();
        var first = await opener.FirstSizeAsync(work, cancellationToken);
        await using var content = work.Create();
        var file = new PdfFile(content);
        file.Begin();
        var document = new StoryboardDocument(file, work.Order, first.Aspect, _families.Value, painter);
        var pictures = InOrder.MakeAsync(work.Order.Frames, options.Value.MaxRunning, frame => PackAsync(work, document.Grid, frame, cancellationToken), cancellationToken);
        await foreach (var picture in pictures)
        {
            document.Add(picture);
            work.Step();
        }

        document.End(time.GetUtcNow());
    }

    private async Task<PackedPicture> PackAsync(ExportWork work, PageGrid grid, ExportFrame frame, CancellationToken cancellationToken)
    {
        var box = new FrameBox((int)Math.Ceiling(grid.Cell * PixelsPerPoint), (int)Math.Ceiling(grid.CellHeight * PixelsPerPoint));
        using var picture = await opener.OpenAsync(work, frame, box, cancellationToken);
        if (picture is null)
            return new PackedPicture(frame, 0, 0, Jpeg: null);
        using var canvas = new Canvas(picture.Width, picture.Height, Shade.White);
        canvas.Put(0, 0, picture);
        using var page = canvas.ToImage();
        using var save = new Vips.VipsOperation("jpegsave_buffer").With("in", page).With("Q", 88).With("optimize-coding", "true");
        return new PackedPicture(frame, picture.Width, picture.Height, save.RunToBytes());
    }

    private static IEnumerable<(TrueTypeFont Regular, TrueTypeFont Bold)> Read(FontFiles fonts) =>
        from family in fonts.Families
        let regular = TrueTypeFont.TryRead(family.Regular)
        where regular is not null
        select (regular, TrueTypeFont.TryRead(family.Bold) ?? regular);
}

/// <param name="Jpeg">Null when there is no picture.</param>
internal sealed record PackedPicture(ExportFrame Frame, int Width, int Height, byte[]? Jpeg);
