using System.Globalization;
using ComfyStudio.Images.Formats;
using ComfyStudio.Images.Gallery;
using ComfyStudio.Images.Storage;

namespace ComfyStudio.Images.Intake;

/// <summary>
/// Takes files that people bring into the gallery: as they are, into a folder of the day, under the name they had. Nothing is ever written
/// over, and what the gallery has already is not stored twice.
/// </summary>
public sealed class ImageImports(ImageRoot root, ImageIndex index, TimeProvider time) : IDisposable
{
    private const string Folder = "imports";
    private static readonly string[] Beside = [".json", ".txt"];

    // Two of the same at once: the second must see the first.
    private readonly SemaphoreSlim _placing = new(1);

    /// <param name="name">As it was called where it comes from; only its last part counts, and the content says what it ends with.</param>
    /// <param name="mostBytes">Nothing larger is stored.</param>
    /// <exception cref="ImageRootOfflineException">The images root vanished.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be written; nothing is left behind.</exception>
    public async Task<ImportOutcome> TakeAsync(Stream content, string? name, long mostBytes, CancellationToken cancellationToken)
    {
        root.Open();
        var folder = Path.Join(Folder, TimeZoneInfo.ConvertTime(time.GetUtcNow(), time.LocalTimeZone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Path.Join(root.FullPath, folder));
        using var file = TemporaryFile.Create(Path.Join(root.FullPath, folder), time);
        if (await HashedCopy.RunAsync(content, file.Content, (_, sofar) => sofar <= mostBytes, cancellationToken) is not { } sha256)
            return new ImportOutcome.TooLarge();
        try
        {
            ImageFileReader.Shape(file.Content);
        }
        catch (InvalidDataException exception)
        {
            return new ImportOutcome.NoImage(exception.Message);
        }

        return await PlaceAsync(file, folder, name, ContentHash.OfSha256(sha256), cancellationToken);
    }

    public void Dispose() => _placing.Dispose();

    private async Task<ImportOutcome> PlaceAsync(TemporaryFile file, string folder, string? name, ContentHash content, CancellationToken cancellationToken)
    {
        var extension = ExtensionOf(file.Content);
        await _placing.WaitAsync(cancellationToken);
        try
        {
            if (await index.FindContentAsync(content, file.Content.Length, cancellationToken) is { } known)
                return new ImportOutcome.Known(known);
            var relativePath = Publish(file, folder, NameOf(name), extension).Replace(Path.DirectorySeparatorChar, '/');

            // It is there from here on, whatever becomes of the request.
            return new ImportOutcome.Stored(await index.AddAsync(relativePath, CancellationToken.None)
                ?? throw new IOException($"'{relativePath}' vanished as soon as it was stored."));
        }
        finally
        {
            _placing.Release();
        }
    }

    private string Publish(TemporaryFile file, string folder, string name, string extension)
    {
        for (var i = 1; ; i++)
        {
            var numbered = i == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({i})");
            var relativePath = Path.Join(folder, numbered + extension);

            // Notes that lie beside another file of this name would be taken for this one's.
            var isFree = Beside.All(beside => !File.Exists(Path.Join(root.FullPath, folder, numbered + beside)));
            if (isFree && file.TryPublish(Path.Join(root.FullPath, relativePath)))
                return relativePath;
        }
    }

    /// <summary>A name that every file system takes, made of one that comes from anywhere.</summary>
    private static string NameOf(string? name)
    {
        const int longest = 100;
        var last = (name ?? "").Split('/', '\\')[^1];
        var stem = string.Concat(Path.GetFileNameWithoutExtension(last).Select(letter => char.IsControl(letter) || "<>:\"|?*".Contains(letter, StringComparison.Ordinal) ? '-' : letter));
        var plain = stem.Trim(' ', '.');
        return plain.Length == 0 ? "image" : WholeLetters(plain, longest).TrimEnd();
    }

    // Half of a pair is nothing that a file system can write.
    private static string WholeLetters(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    private static string ExtensionOf(Stream content)
    {
        if (ImageHeader.Read(content) is { } header)
            return header.Extension;
        Span<byte> start = stackalloc byte[ImageHeader.SignatureLength];
        content.Position = 0;
        return Mp4Header.IsStart(start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]) ? ".mp4" : ".webm";
    }
}

/// <summary>What became of a file that somebody brought.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    public sealed record Stored(ImageRecord Image) : ImportOutcome;

    /// <summary>The gallery has this very content already, there.</summary>
    public sealed record Known(ImageRecord Image) : ImportOutcome;

    /// <param name="Reason">A sentence without its full stop.</param>
    public sealed record NoImage(string Reason) : ImportOutcome;

    public sealed record TooLarge : ImportOutcome;
}
