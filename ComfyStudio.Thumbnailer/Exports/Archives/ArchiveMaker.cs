using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Archives;

/// <summary>A ZIP of the pictures, byte for byte and under names that sort, with a table of them as CSV and as JSON.</summary>
internal sealed class ArchiveMaker(PictureArchive pictures) : IExportMaker
{
    public bool Makes(ExportKind kind) => kind is ExportKind.Zip;

    public async Task MakeAsync(ExportWork work, CancellationToken cancellationToken)
    {
        await using var file = work.Create();
        await using var zip = await PictureArchive.CreateAsync(file, cancellationToken);
        var rows = new List<FrameRow>();
        foreach (var frame in work.Order.Frames)
        {
            rows.Add(new FrameRow(frame, await pictures.AddAsync(zip, work, frame, PictureArchive.NameOf, cancellationToken)));
            work.Step();
        }

        if (rows.TrueForAll(row => row.File is null))
            throw new ExportProblemException("None of the frames has a picture that can be read. Make the pictures, then export again.");
        await PictureArchive.AddAsync(zip, "frames.csv", FrameTable.ToCsv(rows), cancellationToken);
        await PictureArchive.AddAsync(zip, "frames.json", FrameTable.ToJson(work.Order, rows), cancellationToken);
    }
}
