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
        if (!file.TryPublish(PathOf(input.FileName)))
            NoteUse(input.FileName);
        return new StoredInput.Done(input);
    }

    /// <param name="id">64 hexadecimal digits, the letters small; anything else is found nowhere.</param>
    public InputFile? Find(string id)
    {
        if (!IsId(id) || !Directory.Exists(Folder))
            return null;
        if (Directory.EnumerateFiles(Folder, id + ".*").FirstOrDefault() is not { } path)
            return null;
        using var content = File.OpenRead(path);
        return ImageHeader.Read(content) is { } header
            ? new InputFile(id, Path.GetFileName(path), content.Length, header.Width, header.Height, header.ContentType)
            : null;
    }

    /// <summary>As <see cref="Find"/>, by somebody who is about to need it: it counts as used now.</summary>
    public InputFile? Use(string id)
    {
        var file = Find(id);
        if (file is not null)
            NoteUse(file.FileName);
        return file;
    }

    /// <summary>The file's time tells when it was used last; what is in it never changes.</summary>
    public void NoteUse(string fileName) => File.SetLastWriteTimeUtc(PathOf(fileName), time.GetUtcNow().UtcDateTime);

    /// <summary>The names of all files, sounds too, that nobody has brought or used since.</summary>
    public IReadOnlyList<string> ListUnused(DateTimeOffset since) => !Directory.Exists(Folder)
        ? []
        : [.. new DirectoryInfo(Folder).EnumerateFiles().Where(file => IsId(file.Name.Split('.')[0]) && file.LastWriteTimeUtc < since.UtcDateTime).Select(file => file.Name)];

    /// <returns>False for one that was used since, or is gone.</returns>
    public bool RemoveUnused(string fileName, DateTimeOffset since)
    {
        var file = new FileInfo(PathOf(fileName));
        if (!file.Exists || file.LastWriteTimeUtc >= since.UtcDateTime)
            return false;
        file.Delete();
        return true;
    }

    /// <summary>Full path of a file of the folder.</summary>
    public string PathOf(string fileName) => Path.Join(Folder, Path.GetFileName(fileName));

    internal static bool IsId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
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
