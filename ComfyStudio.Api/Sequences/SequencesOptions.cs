using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Sequences;

internal sealed class SequencesOptions
{
    public const string Section = "Sequences";

    /// <summary>Frames that one sequence may have.</summary>
    [Range(3, 200)]
    public int MaxFrames { get; init; } = 50;

    /// <summary>The template of a new sequence that names none.</summary>
    [Required]
    public string Template { get; init; } = "text_to_image_sdxl";

    /// <summary>How often the queue is asked what became of the frames that are being made.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Watch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest project file that is taken.</summary>
    [Range(1, 2L * 1024 * 1024 * 1024)]
    public long MaxProjectBytes { get; init; } = 512L * 1024 * 1024;
}
