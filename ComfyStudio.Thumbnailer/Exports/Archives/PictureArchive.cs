using System.Globalization;
using System.IO.Compression;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Archives;

/// <summary>A ZIP on its way: pictures go in as they are, under names that sort.</summary>
internal sealed class PictureArchive(ImageStore store, ImageRoot root)
{
    // What the format can say of a time.
    private static readonly DateTime Earliest = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Local);

    internal static Task<ZipArchive> CreateAsync(Stream file, CancellationToken cancellationToken) =>
        ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);

    /// <summary>Number and title; two frames never have the same.</summary>
    internal static string NameOf(ExportFrame frame, string extension)
    {
        var number = frame.Number.ToString("000", CultureInfo.InvariantCulture);
        var title = ExportName.Of(frame.Title);
        return (title.Length == 0 ? number : $"{number}_{title}") + extension.ToLowerInvariant();
    }

    /// <param name="nameOf">From a frame and the extension of its picture.</param>
    /// <returns>The name in the archive; null when there is no picture.</returns>
    internal async Task<string?> AddAsync(ZipArchive zip, ExportWork work, ExportFrame frame, Func<ExportFrame, string, string> nameOf, CancellationToken cancellationToken)
    {
        if (frame.RelativePath is null)
            return null;
        var path = store.Resolve(frame.RelativePath);
        try
        {
            root.Open();
            return await AddFileAsync(zip, nameOf(frame, Path.GetExtension(frame.RelativePath)), path ?? throw new FileNotFoundException("it is gone."), cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            work.Warn(frame, $"its picture is not in the archive: {exception.Message}");
            return null;
        }
    }

    /// <returns>The name.</returns>
    internal static async Task<string> AddFileAsync(ZipArchive zip, string name, string path, CancellationToken cancellationToken)
    {
        await using var picture = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        var writtenAt = File.GetLastWriteTime(path);
        entry.LastWriteTime = writtenAt < Earliest ? Earliest : writtenAt;
        await using var content = await entry.OpenAsync(cancellationToken);
        await picture.CopyToAsync(content, 1 << 17, cancellationToken);
        return name;
    }

    internal static async Task AddAsync(ZipArchive zip, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        await using var content = await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancellationToken);
        await content.WriteAsync(bytes, cancellationToken);
    }
}
