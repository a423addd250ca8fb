using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images.Trash;

/// <summary>How long deleted images can be taken back.</summary>
public sealed class TrashOptions
{
    public const string Section = "Gallery";

    [Range(1, 3650)]
    public int TrashDays { get; init; } = 30;
}

[OptionsValidator]
internal sealed partial class TrashOptionsValidator : IValidateOptions<TrashOptions>;
