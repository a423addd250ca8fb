using System.Globalization;
using System.IO.Compression;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Archives;

/// <summary>A ZIP of the pictures, byte for byte and under names that sort, with a table of them as CSV and as JSON.</summary>
internal sealed class ArchiveMaker(ImageStore store, ImageRoot root) : IExportMaker
{
    // What the format can say of a time.
    private static readonly DateTime Earliest = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Local);

    public bool Makes(ExportKind kind) => kind is ExportKind.Zip;

    public async Task MakeAsync(ExportWork work, CancellationToken cancellationToken)
    {
        await using var file = work.Create();
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var rows = new List<FrameRow>();
        foreach (var frame in work.Order.Frames)
        {
            rows.Add(new FrameRow(frame, await AddAsync(zip, work, frame, cancellationToken)));
            work.Step();
        }

        if (rows.TrueForAll(row => row.File is null))
            throw new ExportProblemException("None of the frames has a picture that can be read. Make the pictures, then export again.");
        await AddAsync(zip, "frames.csv", FrameTable.ToCsv(rows), cancellationToken);
        await AddAsync(zip, "frames.json", FrameTable.ToJson(work.Order, rows), cancellationToken);
    }

    /// <returns>The name in the archive; null when there is no picture.</returns>
    private async Task<string?> AddAsync(ZipArchive zip, ExportWork work, ExportFrame frame, CancellationToken cancellationToken)
    {
        if (frame.RelativePath is null)
            return null;
        var path = store.Resolve(frame.RelativePath);
        try
        {
            root.Open();
            await using var picture = new FileStream(
                path ?? throw new FileNotFoundException("it is gone."), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            var entry = zip.CreateEntry(NameOf(frame), CompressionLevel.NoCompression);
            var writtenAt = File.GetLastWriteTime(path);
            entry.LastWriteTime = writtenAt < Earliest ? Earliest : writtenAt;
            await using var content = await entry.OpenAsync(cancellationToken);
            await picture.CopyToAsync(content, 1 << 17, cancellationToken);
            return entry.FullName;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            work.Warn(frame, $"its picture is not in the archive: {exception.Message}");
            return null;
        }
    }

    private static async Task AddAsync(ZipArchive zip, string name, byte[] text, CancellationToken cancellationToken)
    {
        await using var content = await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancellationToken);
        await content.WriteAsync(text, cancellationToken);
    }

    private static string NameOf(ExportFrame frame)
    {
        var number = frame.Number.ToString("000", CultureInfo.InvariantCulture);
        var title = ExportName.Of(frame.Title);
        return (title.Length == 0 ? number : $"{number}_{title}") + Path.GetExtension(frame.RelativePath)!.ToLowerInvariant();
    }
}
