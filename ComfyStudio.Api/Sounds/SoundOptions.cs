using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Sounds;

internal sealed class SoundOptions
{
    public const string Section = "Sounds";

    /// <summary>The largest sound that is taken: nine minutes of WAV, an hour and a half of MP3.</summary>
    [Range(1, 120 * 1024 * 1024)]
    public long MaxBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>How long the Thumbnailer may take to hear one through, with some to spare over its own limit.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(75);
}
