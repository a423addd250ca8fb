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

    /// <summary>
    /// Folders of other programs, by the name under which the gallery shows them: <c>linked/{name}</c>. The studio only reads them; what it
    /// keeps of their images, thumbnails and marks, lies below the root. Every process of the studio must agree.
    /// </summary>
    public IReadOnlyDictionary<string, string> Linked { get; init; } = new Dictionary<string, string>();

    /// <summary>How often the index looks at every file again, whether or not the file system told of a change.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How old a temporary file must be before it can be taken for one whose writer was killed. Writers on this machine are noticed in any case.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TemporaryFileLife { get; init; } = TimeSpan.FromMinutes(10);

    internal string FullRoot => FullPathOf(Root);

    internal static string FullPathOf(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(ExpandHome(path)));

    internal static bool IsFull(string path) => path is "~" || path.StartsWith("~/", StringComparison.Ordinal) || Path.IsPathFullyQualified(path);

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
        if (!ImagesOptions.IsFull(options.Root))
            return ValidateOptionsResult.Fail($"Images:Root must be a full path or begin with '~/', and is '{options.Root}'.");
        return File.Exists(options.FullRoot)
            ? ValidateOptionsResult.Fail($"Images:Root must be a folder, and '{options.FullRoot}' is a file.")
            : ValidateOptionsResult.Success;
    }
}

/// <summary>Folders that are shown twice, or that the studio would write into after all, would surprise everybody.</summary>
internal sealed class LinkedFoldersValidator : IValidateOptions<ImagesOptions>
{
    public ValidateOptionsResult Validate(string? name, ImagesOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Root))
            return ValidateOptionsResult.Skip;
        var faults = options.Linked.Select(linked => FaultOf(linked.Key, linked.Value, options)).OfType<string>().ToList();
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static string? FaultOf(string name, string path, ImagesOptions options)
    {
        if (name.Length is 0 or > 60 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            return $"Images:Linked: a name has up to 60 letters, digits, '-' and '_', and '{name}' has others.";
        if (string.IsNullOrWhiteSpace(path) || !ImagesOptions.IsFull(path))
            return $"Images:Linked:{name} must be a full path or begin with '~/', and is '{path}'.";
        var others = options.Linked.Where(other => other.Key != name && !string.IsNullOrWhiteSpace(other.Value)).Select(other => ImagesOptions.FullPathOf(other.Value));
        return others.Append(options.FullRoot).Any(other => AreNested(ImagesOptions.FullPathOf(path), other))
            ? $"Images:Linked:{name} must lie apart from the images folder and from what else is linked, and '{path}' does not."
            : null;
    }

    private static bool AreNested(string one, string other) => ImageRoot.IsBelow(one + "/x", other) || ImageRoot.IsBelow(other + "/x", one);
}
