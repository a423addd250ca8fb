using ComfyStudio.Images;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Testing.Images;

/// <summary>An images root of one test, removed with everything in it at the end.</summary>
public sealed class TestImagesFolder : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("comfystudio-images-").FullName;

    public TestImagesFolder(TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        Path = System.IO.Path.Join(_parent, "outputs");
    }

    /// <summary>Does not exist until something makes it.</summary>
    public string Path { get; }

    public TimeProvider Time { get; }

    /// <summary>Makes the folder with its marker, as the studio's first start does.</summary>
    public TestImagesFolder Made()
    {
        Open().Open();
        return this;
    }

    /// <summary>As a process that has just started sees it.</summary>
    public ImageRoot Open() => new(Options.Create(new ImagesOptions { Root = Path }), Time);

    public ImageStore OpenStore() => new(Open(), Time);

    /// <summary>Puts a file there as another program would.</summary>
    public string Put(string relativePath, byte[] content)
    {
        var path = System.IO.Path.Join(Path, relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Every file below the root, hidden ones too, without the root's marker.</summary>
    public IReadOnlyList<string> Files() =>
        !Directory.Exists(Path)
            ? []
            : [.. Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
                .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
                .Where(file => file != ".comfystudio")
                .Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_parent, recursive: true);
}
