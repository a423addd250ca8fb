using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images;

/// <summary>Where images live.</summary>
public sealed class ImagesOptions
{
    public const string Section = "Images";

    /// <summary>The folder below which every image lies. A leading <c>~</c> is the home folder of the user.</summary>
    [Required]
    public string Root { get; init; } = "~/images/outputs";

    /// <summary>Where uploaded pictures and masks lie that graphs start from; below the root when it is empty. The Api and the workers must agree.</summary>
    public string InputsFolder { get; init; } = "";

    /// <summary>How often the index looks at every file again, whether or not the file system told of a change.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How old a temporary file must be before it can be taken for one whose writer was killed. Writers on this machine are noticed in any case.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TemporaryFileLife { get; init; } = TimeSpan.FromMinutes(10);

    internal string FullRoot => Path.TrimEndingDirectorySeparator(Path.GetFullPath(ExpandHome(Root)));

    private static string ExpandHome(string path) =>
        path is "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..])
            : path;
}

[OptionsValidator]
internal sealed partial class ImagesOptionsValidator : IValidateOptions<ImagesOptions>;

/// <summary>What attributes cannot say of a path.</summary>
internal sealed class ImagesRootValidator : IValidateOptions<ImagesOptions>
{
    public ValidateOptionsResult Validate(string? name, ImagesOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Root))
            return ValidateOptionsResult.Skip;
        if (options.Root != "~" && !options.Root.StartsWith("~/", StringComparison.Ordinal) && !Path.IsPathFullyQualified(options.Root))
            return ValidateOptionsResult.Fail($"Images:Root must be a full path or begin with '~/', and is '{options.Root}'.");
        return File.Exists(options.FullRoot)
            ? ValidateOptionsResult.Fail($"Images:Root must be a folder, and '{options.FullRoot}' is a file.")
            : ValidateOptionsResult.Success;
    }
}
