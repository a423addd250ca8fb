namespace ComfyStudio.Images.Formats;

public enum MovingKind
{
    /// <summary>An animated GIF, WebP or PNG.</summary>
    Animation,

    /// <summary>An MP4 or WebM.</summary>
    Video,
}

/// <summary>What the containers of moving pictures tell in their heads; nothing is decoded.</summary>
/// <param name="Width">As shown: a rotation noted in the file is applied.</param>
/// <param name="Frames">Null where the container does not count them.</param>
public sealed record MovingPicture(MovingKind Kind, int Width, int Height, TimeSpan? Duration, int? Frames)
{
    /// <summary>Reads from the start of a stream that can seek.</summary>
    /// <returns>Null for pictures that stand still, and for anything that is neither or whose head is not whole.</returns>
    public static MovingPicture? Read(Stream file)
    {
        Span<byte> start = stackalloc byte[ImageHeader.SignatureLength];
        file.Position = 0;
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        try
        {
            return ImageHeader.Sniff(start) switch
            {
                ImageKind.Gif => Animation(ImageHeader.Read(file), GifFrames.Read(file)),
                ImageKind.WebP => Animation(ImageHeader.Read(file), WebPFrames.Read(file)),
                ImageKind.Png => Animation(ImageHeader.Read(file), PngFrames.Read(file)),
                null when Mp4Header.IsStart(start) => Mp4Header.Read(file),
                null when WebMHeader.IsStart(start) => WebMHeader.Read(file),
                _ => null,
            };
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    private static MovingPicture? Animation(ImageHeader? header, FrameCount frames) =>
        header is { } picture && frames.Count > 1
            ? new MovingPicture(MovingKind.Animation, picture.Width, picture.Height, frames.Duration, frames.Count)
            : null;
}

/// <param name="Duration">Of one round through all frames.</param>
internal readonly record struct FrameCount(int Count, TimeSpan Duration)
{
    internal FrameCount And(TimeSpan duration) => new(Count + 1, Duration + duration);
}
