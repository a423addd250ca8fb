using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Gallery;

internal sealed class ThumbnailerOptions
{
    public const string Section = "Thumbnailer";

    /// <summary>Where the Thumbnailer listens.</summary>
    [Required, Url]
    public string Address { get; init; } = "http://localhost:8001";
}
