using System.Text.RegularExpressions;
using ComfyStudio.Api.Prompts;
using ComfyStudio.Api.Templates;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Sequences.Bring;

/// <summary>Folders of prompt files beside the studio's styles and wildcards: <c>sequences/{name}/*.txt</c>, in the order of their names.</summary>
internal sealed partial class PromptSets(IOptions<PromptOptions> options, IHostEnvironment environment)
{
    public const string Ending = ".txt";

    /// <summary>Of a file that is no prompt.</summary>
    private const long MostBytes = 100 * 1024;

    private string? Folder => TemplateFolder.Find(Path.Join(options.Value.Folder, "sequences"), environment);

    public IReadOnlyList<PromptSetView> All => Folder is not { } folder ? [] :
    [
        .. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(name => NamePattern.IsMatch(name))
            .Order(StringComparer.OrdinalIgnoreCase).Select(name => new PromptSetView(name, Paths(Path.Join(folder, name)).Count())),
    ];

    /// <returns>Null when there is no such folder.</returns>
    public IReadOnlyList<PromptFile>? Find(string name) =>
        NamePattern.IsMatch(name) && Folder is { } folder && Path.Join(folder, name) is var path && Directory.Exists(path)
            ? [.. Paths(path).Select(file => new PromptFile(Path.GetFileName(file), File.ReadAllText(file)))]
            : null;

    private static IEnumerable<string> Paths(string folder) =>
        Directory.EnumerateFiles(folder, "*" + Ending).Where(file => new FileInfo(file).Length <= MostBytes);

    // No dots, so that no name leads out of the folder.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9 _-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern { get; }
}
