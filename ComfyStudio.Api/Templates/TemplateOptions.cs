using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Templates;

internal sealed class TemplateOptions
{
    public const string Section = "Templates";

    /// <summary>The folder of the templates. A relative one is looked for beside the project, above it, and beside the program.</summary>
    [Required]
    public string Folder { get; init; } = "workflows";

    /// <summary>Where templates lie that were made here; <c>workflows-own</c> beside the folder of the images when it is empty.</summary>
    public string OwnFolder { get; init; } = "";
}
