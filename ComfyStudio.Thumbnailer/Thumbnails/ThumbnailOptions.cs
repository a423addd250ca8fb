using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Thumbnailer.Thumbnails;

internal sealed class ThumbnailOptions
{
    public const string Section = "Thumbnails";

    /// <summary>Images worked on at once.</summary>
    [Range(1, 64)]
    public int MaxRunning { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Images that may wait for their turn; one more is turned away at once.</summary>
    [Range(0, 10_000)]
    public int MaxWaiting { get; init; } = 64;

    /// <summary>Width times height of the largest image that is decoded: a small file can promise a picture that fills the memory.</summary>
    [Range(1, 2_000_000_000)]
    public long MaxPixels { get; init; } = 150_000_000;

    /// <summary>Bytes of the largest file that is read.</summary>
    [Range(1, 2_000_000_000)]
    public long MaxBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>WebP quality.</summary>
    [Range(1, 100)]
    public int Quality { get; init; } = 80;

    /// <summary>0 (fast) to 6 (small). 4 takes twice as long as 2 and saves some 6 % of the bytes.</summary>
    [Range(0, 6)]
    public int Effort { get; init; } = 2;

    /// <summary>How often the gallery is looked through for thumbnails that are missing, beyond what events and pages ask for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan BacklogInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The program that takes pictures out of videos: a name on the path, or a full path.</summary>
    [Required]
    public string Ffmpeg { get; init; } = "ffmpeg";

    /// <summary>How long it may work on one video before it is ended.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan PosterTime { get; init; } = TimeSpan.FromSeconds(20);
}
