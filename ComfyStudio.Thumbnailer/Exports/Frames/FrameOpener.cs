using System.Globalization;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Thumbnails;
using ComfyStudio.Thumbnailer.Videos;
using ComfyStudio.Thumbnailer.Vips;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports.Frames;

/// <summary>The picture of a frame, decoded no larger than it is needed: upright, sRGB, one byte a channel.</summary>
internal sealed class FrameOpener(PictureSource source, ImageStore store, ImageRoot root, IOptions<ThumbnailOptions> options)
{
    /// <returns>Null when there is none, or none that can be read: the rest of an export is worth having.</returns>
    /// <exception cref="ImageRootOfflineException">The images folder is away.</exception>
    internal Task<VipsImage?> OpenAsync(ExportWork work, ExportFrame frame, FrameBox box, CancellationToken cancellationToken) =>
        OpenPagesAsync(work, frame, box, PageRange.First, cancellationToken);

    /// <summary>Some of the pictures of one that moves, one below the other.</summary>
    /// <param name="box">For each of them.</param>
    /// <returns>As <see cref="OpenAsync"/>.</returns>
    /// <exception cref="ImageRootOfflineException">The images folder is away.</exception>
    internal async Task<VipsImage?> OpenPagesAsync(ExportWork work, ExportFrame frame, FrameBox box, PageRange range, CancellationToken cancellationToken)
    {
        if (frame.RelativePath is null)
            return null;
        if (store.Resolve(frame.RelativePath) is not { } path)
        {
            root.Open();
            work.Warn(frame, "its picture is gone.");
            return null;
        }

        try
        {
            using var bytes = await source.OpenAsync(path, cancellationToken);
            return Decode(bytes.Memory, box, range);
        }
        catch (Exception exception) when (exception is VipsException or ImageTooLargeException or VideoDamagedException or PosterUnavailableException or IOException)
        {
            root.Open();
            work.Warn(frame, $"its picture cannot be read. {exception.Message}");
            return null;
        }
    }

    /// <summary>The size of the first picture that there is, as it is shown: the proportions of all places.</summary>
    /// <exception cref="ExportProblemException">No frame has a picture.</exception>
    internal async Task<FrameSize> FirstSizeAsync(ExportWork work, CancellationToken cancellationToken)
    {
        foreach (var frame in work.Order.Frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var picture = await OpenAsync(work, frame, FrameBox.Largest, cancellationToken);
            if (picture is not null)
                return new FrameSize(picture.Width, picture.Height);
        }

        throw new ExportProblemException("None of the frames has a picture that can be read. Make the pictures, then export again.");
    }

    private VipsImage Decode(ReadOnlyMemory<byte> bytes, FrameBox box, PageRange range)
    {
        using var source = new VipsSource(bytes);
        var needsConversion = Examine(source);
        using var shrink = new VipsOperation("thumbnail_buffer").With("buffer", source).With("option-string", $"[fail-on=error{range.Options}]")
            .With("width", box.Width).With("height", box.Height).With("size", box.MayGrow ? "both" : "down");
        if (needsConversion)
            shrink.With("export-profile", "srgb");
        using var lazy = shrink.RunToImage();
        return lazy.Compute();
    }

    // Opening reads the header only.
    private bool Examine(VipsSource source)
    {
        using var load = new VipsOperation(source.FindLoader()).With("buffer", source);
        using var header = load.RunToImage();
        var (width, height) = (header.Width, header.Height);
        if ((long)width * height > options.Value.MaxPixels)
            throw new ImageTooLargeException($"It has {width} × {height} pixels; at most {options.Value.MaxPixels} are decoded.");
        return header.HasColourProfile || header.IsCmyk;
    }
}

/// <param name="MayGrow">A small picture is enlarged to fill it.</param>
internal readonly record struct FrameBox(int Width, int Height, bool MayGrow = false)
{
    /// <summary>What an export shows of a picture at most.</summary>
    internal static readonly FrameBox Largest = new(4096, 4096);
}

/// <summary>Pictures of a file that holds several.</summary>
/// <param name="Start">Counted from 0.</param>
internal readonly record struct PageRange(int Start, int Count)
{
    internal static readonly PageRange First = new(0, 1);

    /// <summary>As libvips has it. Formats that hold one picture know no such option.</summary>
    internal string Options => this == First ? "" : string.Create(CultureInfo.InvariantCulture, $",page={Start},n={Count}");
}

internal readonly record struct FrameSize(int Width, int Height)
{
    internal double Aspect => (double)Width / Height;
}
