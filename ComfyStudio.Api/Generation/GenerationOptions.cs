using System.ComponentModel.DataAnnotations;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

internal sealed class GenerationOptions
{
    public const string Section = "Generation";

    /// <summary>Characters. A longer prompt is accepted with a warning: text encoders read only the first part of it.</summary>
    [Range(1, Slot.MaxTextLength)]
    public int MaxPromptLength { get; init; } = 500;

    /// <summary>Images that one request may ask for.</summary>
    [Range(1, 1000)]
    public int MaxCount { get; init; } = 20;

    /// <summary>Requests a minute from one address before it is asked to wait.</summary>
    [Range(1, 100_000)]
    public int RequestsPerMinute { get; init; } = 120;
}
