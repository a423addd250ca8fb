using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Images.Formats;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Videos;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>Tells what moves from what is held.</summary>
internal sealed class Shots(ClipPlayer clips, AnimationPlayer animations, ImageStore store)
{
    /// <param name="picture">Of the frame, staged; the shot disposes it.</param>
    internal IShot Of(ExportWork work, ExportFrame frame, FrameSize stage, YuvFrame picture)
    {
        if (VideoPosters.IsVideo(frame.RelativePath!))
            return new MovingShot(frame.DurationMs, picture, (pictures, ended) => clips.PlayAsync(work, frame, stage, pictures, ended));
        return AnimationOf(frame) is { } animation
            ? new MovingShot(frame.DurationMs, picture, (pictures, ended) => animations.PlayAsync(work, frame, stage, animation, pictures, ended))
            : new StillShot(frame.DurationMs, picture);
    }

    private MovingPicture? AnimationOf(ExportFrame frame)
    {
        // libvips shows no more than the first picture of an animated PNG.
        if (Path.GetExtension(frame.RelativePath!).ToLowerInvariant() is not (".webp" or ".gif") || store.Resolve(frame.RelativePath!) is not { } path)
            return null;
        using var file = File.OpenRead(path);
        return MovingPicture.Read(file);
    }
}
