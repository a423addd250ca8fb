using Microsoft.Extensions.Options;

namespace ComfyStudio.Simulator.Nodes;

/// <summary>The three folders of a ComfyUI: output, input and temp. Every path that a client names is resolved here.</summary>
internal sealed class ImageFolders
{
    private readonly string _root;

    public ImageFolders(IOptions<SimulatorOptions> options)
    {
        var configured = options.Value.OutputFolder;
        _root = Path.GetFullPath(configured.Length > 0 ? configured : DefaultRoot());
        foreach (var type in new[] { "output", "input", "temp" })
            Directory.CreateDirectory(Path.Combine(_root, type));
        EmptyTemp();
    }

    /// <summary>Held by whoever chooses a name for a file and writes it.</summary>
    public Lock Uploading { get; } = new();

    /// <summary>Writes a file that readers see whole or not at all.</summary>
    public void Put(string path, byte[] bytes)
    {
        var written = Path.Combine(_root, Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(written, bytes);
            File.Move(written, path, overwrite: true);
        }
        finally
        {
            File.Delete(written);
        }
    }

    public static bool IsType(string type) => type is "output" or "input" or "temp";

    public string Folder(string type) => Path.Combine(_root, type);

    /// <summary>The folder inside one of the three; null when it would lie outside.</summary>
    public string? Subfolder(string type, string subfolder)
    {
        var root = Folder(type);
        var folder = Path.GetFullPath(Path.Combine(root, subfolder));
        return folder == root || folder.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? folder : null;
    }

    /// <summary>The file behind a name such as <c>a.png</c>, <c>sub/a.png</c> or <c>a.png [output]</c>; null when there is none.</summary>
    public string? FindInput(string annotated)
    {
        var (name, type) = SplitAnnotation(annotated, "input");
        var root = Folder(type);
        var path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path) ? path : null;
    }

    public static (string Name, string Type) SplitAnnotation(string name, string otherwise)
    {
        foreach (var type in new[] { "output", "input", "temp" })
            if (name.EndsWith($"[{type}]", StringComparison.Ordinal))
                return (name[..^(type.Length + 2)].TrimEnd(), type);
        return (name, otherwise);
    }

    public IEnumerable<string> InputFiles() =>
        Directory.EnumerateFiles(Folder("input")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    // As at every start of a ComfyUI.
    public void EmptyTemp()
    {
        foreach (var file in Directory.EnumerateFiles(Folder("temp")))
            File.Delete(file);
    }

    private static string DefaultRoot()
    {
        var data = Environment.GetEnvironmentVariable("COMFYSTUDIO_DATA");
        if (string.IsNullOrEmpty(data))
            data = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "comfystudio");
        return Path.Combine(data, "simulator");
    }
}
