namespace ComfyStudio.Thumbnailer.Videos;

internal sealed class FfmpegMissingException(Exception cause) : Exception(
    "Videos and sounds need ffmpeg, which is not installed. Install it (Debian: apt-get install ffmpeg), or name it in the setting Thumbnails:Ffmpeg, then try again. "
    + "Animated WebP and GIF need no ffmpeg.", cause);
