using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Inputs;

internal sealed class InputOptions
{
    public const string Section = "Inputs";

    /// <summary>The largest picture that is taken. ComfyUI's own limit for uploads is 100 MB.</summary>
    [Range(1, 100 * 1024 * 1024)]
    public long MaxBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>The longest side that is taken, in pixels.</summary>
    [Range(64, 65_535)]
    public int MaxSide { get; init; } = 16_384;

    /// <summary>So many days after its last use an upload goes that nothing names any more.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; init; } = 30;
}
