using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Prompts;

internal sealed class PromptOptions
{
    public const string Section = "Prompts";

    /// <summary>The folder of <c>styles.json</c> and <c>wildcards/</c>. A relative one is looked for as that of the templates is; it may be missing.</summary>
    [Required]
    public string Folder { get; init; } = "prompts";
}
