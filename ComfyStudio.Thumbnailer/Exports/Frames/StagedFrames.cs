using System.Globalization;
using System.Runtime.CompilerServices;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Texts;
using ComfyStudio.Thumbnailer.Vips;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports.Frames;

/// <summary>Frames for whatever moves: all of one size, each whole in its middle, with its number where that is wanted.</summary>
internal sealed class StagedFrames(FrameOpener opener, TextPainter texts, IOptions<ExportOptions> options)
{
    private const int NumberShare = 22;

    /// <summary>The size that all are shown in: the proportions of the first picture, even numbers, no larger than it is.</summary>
    /// <exception cref="ExportProblemException">No frame has a picture.</exception>
    internal async Task<FrameSize> StageAsync(ExportWork work, int usualWidth, CancellationToken cancellationToken)
    {
        var picture = await opener.FirstSizeAsync(work, cancellationToken);
        return Stage(picture, work.Settings.Width ?? Math.Min(picture.Width, usualWidth));
    }

    /// <summary>In the order of the frames; those without a picture are passed over. Each is to be disposed.</summary>
    internal async IAsyncEnumerable<T> MakeAsync<T>(
        ExportWork work, FrameSize stage, Func<ExportFrame, Canvas, T> make, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var made = InOrder.MakeAsync(work.Order.Frames, options.Value.MaxRunning, frame => MakeAsync(work, frame, stage, make, cancellationToken), cancellationToken);
        await foreach (var one in made)
        {
            if (one is not null)
                yield return one;
            else
                work.Step();
        }
    }

    /// <summary>Some of the pictures of a frame that moves.</summary>
    /// <returns>None where they cannot be read, which is told.</returns>
    /// <exception cref="ImageRootOfflineException">The images folder is away.</exception>
    internal async Task<IReadOnlyList<T>> MakePagesAsync<T>(
        ExportWork work, ExportFrame frame, FrameSize stage, PageRange range, Func<Canvas, T> make, CancellationToken cancellationToken)
    {
        using var strip = await opener.OpenPagesAsync(work, frame, BoxOf(stage), range, cancellationToken);
        return strip is null ? [] : [.. strip.Cut(range.Count).Select(page => Make(work, frame, stage, page, make))];
    }

    /// <summary>Burns its number into a corner, where that is wanted.</summary>
    internal void BurnNumber(ExportWork work, ExportFrame frame, Canvas canvas)
    {
        if (!work.Settings.BurnNumbers)
            return;
        var size = Math.Max(10, Math.Min(canvas.Width, canvas.Height) / NumberShare);
        var mask = texts.Paint(frame.Number.ToString(CultureInfo.InvariantCulture), new TextLook(size, IsBold: true), canvas.Width, mostLines: 1);
        var (pad, top) = (size / 2, canvas.Height - mask.Height - size);
        canvas.Dim(0, top - (pad / 2), mask.Width + (2 * pad), mask.Height + pad);
        canvas.Paint(pad, top, mask, Shade.White);
    }

    private async Task<T?> MakeAsync<T>(
        ExportWork work, ExportFrame frame, FrameSize stage, Func<ExportFrame, Canvas, T> make, CancellationToken cancellationToken)
        where T : class
    {
        using var picture = await opener.OpenAsync(work, frame, BoxOf(stage), cancellationToken);
        return picture is null ? null : Make(work, frame, stage, picture, canvas => make(frame, canvas));
    }

    private T Make<T>(ExportWork work, ExportFrame frame, FrameSize stage, VipsImage picture, Func<Canvas, T> make)
    {
        using var canvas = new Canvas(stage.Width, stage.Height, Shade.Black);
        canvas.Put((stage.Width - picture.Width) / 2, (stage.Height - picture.Height) / 2, picture);
        BurnNumber(work, frame, canvas);
        return make(canvas);
    }

    private static FrameBox BoxOf(FrameSize stage) => new(stage.Width, stage.Height, MayGrow: true);

    private static FrameSize Stage(FrameSize picture, int width) => new(Even(width), Even(width / picture.Aspect));

    // H.264 halves both.
    private static int Even(double side) => Math.Max(2, (int)Math.Round(side / 2) * 2);
}
