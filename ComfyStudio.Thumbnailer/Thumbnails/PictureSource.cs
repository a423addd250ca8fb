using ComfyStudio.Thumbnailer.Videos;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Thumbnails;

/// <summary>The encoded picture that a file's thumbnails are made of: the file itself, or one picture out of a video.</summary>
internal sealed class PictureSource(VideoPosters posters, IOptions<ThumbnailOptions> options)
{
    internal async Task<FileBytes> OpenAsync(string path, CancellationToken cancellationToken) =>
        VideoPosters.IsVideo(path)
            ? FileBytes.Of(await posters.GrabAsync(path, cancellationToken))
            : FileBytes.Read(path, options.Value.MaxBytes);
}
