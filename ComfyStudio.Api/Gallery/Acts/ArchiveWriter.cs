using System.IO.Compression;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Gallery.Acts;

/// <summary>Writes a ZIP into a stream that cannot be read or rewound: one image after the other, none in memory. Images are stored as they are: they are packed already.</summary>
internal sealed class ArchiveWriter(ImageStore store)
{
    private const string NotIncluded = "not-included.txt";

    // What the format can say of a time.
    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task WriteAsync(Archive archive, Stream output, CancellationToken cancellationToken)
    {
        await using var patient = new PatientStream(output);
        await using (var zip = await ZipArchive.CreateAsync(patient, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
            await AddAllAsync(zip, archive, cancellationToken);
        await patient.FlushAsync(cancellationToken);
    }

    private async Task AddAllAsync(ZipArchive zip, Archive archive, CancellationToken cancellationToken)
    {
        var (names, missing) = (new ArchiveNames(), new List<string>());
        if (archive.Extra is { } extra)
            await AddAsync(zip, names.Of(extra.Name), extra.Content, cancellationToken);
        foreach (var image in archive.Images)
        {
            var name = names.Of(image.RelativePath);
            if (!await TryAddAsync(zip, image.RelativePath, name, image.CreatedAt, cancellationToken))
                missing.Add(image.RelativePath);
            else if (archive.HasSidecars)
                await TryAddAsync(zip, Path.ChangeExtension(image.RelativePath, ".json"), Path.ChangeExtension(name, ".json"), image.CreatedAt, cancellationToken);
        }

        // Headers are long gone: the archive itself tells what it lacks.
        if (missing.Count > 0)
            await AddAsync(zip, NotIncluded, System.Text.Encoding.UTF8.GetBytes($"These images were gone when the archive was written:\n{string.Join('\n', missing)}\n"), cancellationToken);
    }

    private async Task<bool> TryAddAsync(ZipArchive zip, string relativePath, string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (store.Resolve(relativePath) is not { } path)
            return false;
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        await using (file)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
            entry.LastWriteTime = at < Earliest ? Earliest : at;
            await using var content = await entry.OpenAsync(cancellationToken);
            await file.CopyToAsync(content, cancellationToken);
        }

        return true;
    }

    private static async Task AddAsync(ZipArchive zip, string name, byte[] bytes, CancellationToken cancellationToken)
    {
        await using var content = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancellationToken);
        await content.WriteAsync(bytes, cancellationToken);
    }
}

/// <summary>Names for files of many folders in one, each once, however upper and lower case fall.</summary>
internal sealed class ArchiveNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    // Of those that many files have: the number to go on with, or each would try all numbers before it.
    private readonly Dictionary<string, int> _next = new(StringComparer.OrdinalIgnoreCase);

    public string Of(string relativePath)
    {
        var (stem, extension) = (Path.GetFileNameWithoutExtension(relativePath), Path.GetExtension(relativePath));

        // The notes beside it take the name without the ending.
        for (var i = _next.GetValueOrDefault(stem, 1); ; i++)
        {
            var name = i == 1 ? stem : $"{stem} ({i})";
            if (!_taken.Add(name))
                continue;
            _next[stem] = i + 1;
            return name + extension;
        }
    }
}
