using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports.Texts;

/// <summary>The fonts of this machine.</summary>
internal sealed class FontFiles(IOptions<ExportOptions> options)
{
    private static readonly string[] Endings = [".ttf", ".otf", ".ttc"];

    // Families that people find everywhere, with many alphabets, the regular face and the bold one.
    private static readonly (string Regular, string Bold)[] Preferred =
    [
        ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
        ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
        ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
        ("segoeui.ttf", "segoeuib.ttf"),
        ("arial.ttf", "arialbd.ttf"),
        ("Arial Unicode.ttf", "Arial Bold.ttf"),
        ("Arial.ttf", "Arial Bold.ttf"),
        ("Roboto-Regular.ttf", "Roboto-Bold.ttf"),
    ];

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    private readonly Lazy<IReadOnlyList<string>> _files = new(() => [.. Folders(options.Value.FontsFolder).Where(Directory.Exists).SelectMany(FilesOf)]);

    /// <summary>Pairs of files of TrueType fonts that are here, the most fitting first.</summary>
    internal IEnumerable<(string Regular, string Bold)> Families =>
        from family in Preferred
        let regular = Find(family.Regular)
        where regular is not null
        select (regular, Find(family.Bold) ?? regular);

    /// <exception cref="ExportProblemException">There is none at all.</exception>
    internal void Require()
    {
        if (_files.Value.Count == 0)
            throw new ExportProblemException(
                "No font was found on this machine, and words need one. Install some (Debian: apt-get install fonts-dejavu-core), then export again; "
                + "or name a folder with TrueType fonts in the setting Exports:FontsFolder.");
    }

    private string? Find(string name) =>
        _files.Value.FirstOrDefault(file => Path.GetFileName(file.AsSpan()).Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", Everywhere).Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()));

    private static IEnumerable<string> Folders(string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            yield return configured;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
            yield return Environment.GetFolderPath(Environment.SpecialFolder.Fonts);
        else if (OperatingSystem.IsMacOS())
            foreach (var folder in (string[])["/System/Library/Fonts", "/Library/Fonts", Path.Join(home, "Library/Fonts")])
                yield return folder;
        else
            foreach (var folder in (string[])["/usr/share/fonts", "/usr/local/share/fonts", Path.Join(home, ".fonts"), Path.Join(home, ".local/share/fonts")])
                yield return folder;
    }
}
