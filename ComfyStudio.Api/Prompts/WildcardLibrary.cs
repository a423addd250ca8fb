using System.Text.RegularExpressions;
using ComfyStudio.Api.Templates;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Prompts;

/// <summary>Lists of words that prompts draw from: <c>wildcards/{name}.txt</c>, one entry a line; lines that begin with <c>#</c> are remarks.</summary>
internal sealed partial class WildcardLibrary(IOptions<PromptOptions> options, IHostEnvironment environment)
{
    private const string Extension = ".txt";

    private string? Folder => TemplateFolder.Find(Path.Join(options.Value.Folder, "wildcards"), environment);

    public IReadOnlyList<WildcardView> All => Folder is not { } folder ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*" + Extension, SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.ChangeExtension(Path.GetRelativePath(folder, path), null).Replace('\\', '/')))
            .Where(file => NamePattern.IsMatch(file.Name))
            .Select(file => new WildcardView(file.Name, Read(file.Path).Count))
            .OrderBy(list => list.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <returns>Null when there is no such list.</returns>
    public IReadOnlyList<string>? Find(string name) =>
        NamePattern.IsMatch(name) && Folder is { } folder && Path.Join(folder, name + Extension) is var path && File.Exists(path) ? Read(path) : null;

    private static IReadOnlyList<string> Read(string path) =>
        [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];

    // No dots, so that no name leads out of the folder.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern { get; }
}

/// <param name="Name">Written <c>__name__</c> in a prompt.</param>
/// <param name="Count">How many entries it has.</param>
internal sealed record WildcardView(string Name, int Count);
