using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Exports.Moving;

/// <summary>Animated WebP and GIF. Each frame is packed for itself and joined as it comes: shots have little in common, and memory holds a few of them only.</summary>
internal sealed class AnimationMaker(StagedFrames frames) : IExportMaker
{
    private const int UsualWebpWidth = 1024;
    private const int UsualGifWidth = 480;

    public bool Makes(ExportKind kind) => kind is ExportKind.Webp or ExportKind.Gif;

    public async Task MakeAsync(ExportWork work, CancellationToken cancellationToken)
    {
        var isWebp = work.Order.Kind is ExportKind.Webp;
        var stage = await frames.StageAsync(work, isWebp ? UsualWebpWidth : UsualGifWidth, cancellationToken);
        await using var file = work.Create();
        IAnimationFile animation = isWebp ? new WebpAnimation(file, stage) : new GifAnimation(file, stage);
        await foreach (var packed in frames.MakeAsync(work, stage, (frame, canvas) => Pack(frame, canvas, isWebp), cancellationToken))
        {
            animation.Add(packed.Bytes, packed.Duration);
            work.Step();
        }

        animation.End();
    }

    private static PackedFrame Pack(ExportFrame frame, Canvas canvas, bool isWebp)
    {
        using var picture = canvas.ToImage();
        using var save = isWebp
            ? new VipsOperation("webpsave_buffer").With("in", picture).With("Q", 82).With("effort", 2)
            : new VipsOperation("gifsave_buffer").With("in", picture).With("effort", 3);
        return new PackedFrame(save.RunToBytes(), TimeSpan.FromMilliseconds(frame.DurationMs));
    }

    private sealed record PackedFrame(byte[] Bytes, TimeSpan Duration);
}

/// <summary>A file of pictures that follow each other for ever.</summary>
internal interface IAnimationFile
{
    /// <param name="picture">A whole file of the same format with one picture.</param>
    void Add(ReadOnlySpan<byte> picture, TimeSpan duration);

    void End();
}
