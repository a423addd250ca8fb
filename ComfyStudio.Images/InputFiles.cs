using ComfyStudio.Images.Formats;
using ComfyStudio.Images.Storage;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images;

/// <summary>
/// The pictures and masks that graphs start from, each once: a file is named by the SHA-256 of its bytes. They lie in a hidden folder
/// below the images root, where both the process that takes them and the one that sends them to engines find them, and no gallery shows them.
/// </summary>
public sealed class InputFiles(ImageRoot root, IOptions<ImagesOptions> options, TimeProvider time)
{
    private const string FolderName = ".inputs";

    public string Folder { get; } =
        options.Value.InputsFolder is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Join(root.FullPath, FolderName);

    /// <summary>Stores a file whole or not at all. The same bytes again are answered with the first file.</summary>
    /// <param name="mostBytes">Nothing larger is stored.</param>
    /// <exception cref="ImageRootOfflineException">The images root vanished.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be written; nothing is left behind.</exception>
    public async Task<StoredInput> StoreAsync(Stream content, long mostBytes, CancellationToken cancellationToken)
    {
        root.Open();
        Directory.CreateDirectory(Folder);
        using var file = TemporaryFile.Create(Folder, time);
        if (await HashedCopy.RunAsync(content, file.Content, (_, sofar) => sofar <= mostBytes, cancellationToken) is not { } id)
            return new StoredInput.TooLarge();
        if (ImageHeader.Read(file.Content) is not { } header)
            return new StoredInput.NoImage();

        var input = new InputFile(id, id + header.Extension, file.Content.Length, header.Width, header.Height, header.ContentType);
        file.TryPublish(PathOf(input.FileName));
        return new StoredInput.Done(input);
    }

    /// <param name="id">64 hexadecimal digits, the letters small; anything else is found nowhere.</param>
    public InputFile? Find(string id)
    {
        if (id.Length != 64 || !id.All(char.IsAsciiHexDigitLower) || !Directory.Exists(Folder))
            return null;
        if (Directory.EnumerateFiles(Folder, id + ".*").FirstOrDefault() is not { } path)
            return null;
        using var content = File.OpenRead(path);
        return ImageHeader.Read(content) is { } header
            ? new InputFile(id, Path.GetFileName(path), content.Length, header.Width, header.Height, header.ContentType)
            : null;
    }

    /// <summary>Full path of a file of the folder.</summary>
    public string PathOf(string fileName) => Path.Join(Folder, Path.GetFileName(fileName));
}

/// <param name="Id">The SHA-256 of its bytes, lower-case hexadecimal.</param>
/// <param name="FileName">Below <see cref="InputFiles.Folder"/>.</param>
/// <param name="Width">As shown: a rotation noted in the file is applied.</param>
public sealed record InputFile(string Id, string FileName, long Bytes, int Width, int Height, string ContentType);

/// <summary>What became of a file that was to be stored.</summary>
public abstract record StoredInput
{
    private StoredInput()
    {
    }

    public sealed record Done(InputFile File) : StoredInput;

    /// <summary>Not a PNG, JPEG, WebP or GIF, whatever its name says.</summary>
    public sealed record NoImage : StoredInput;

    public sealed record TooLarge : StoredInput;
}
