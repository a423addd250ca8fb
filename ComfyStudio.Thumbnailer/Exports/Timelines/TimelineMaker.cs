using System.IO.Compression;
using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Archives;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Exports.Sounds;
using ComfyStudio.Thumbnailer.Videos;
using ComfyStudio.Thumbnailer.Vips;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

/// <summary>A ZIP to unpack and open in an editor: the pictures, and beside them the same cut in the three forms that editors read.</summary>
internal sealed class TimelineMaker(
    FrameOpener opener, PictureArchive archive, VideoLengths videos, SoundTrack track, SoundListener listener, IOptions<ExportOptions> options) : IExportMaker
{
    // What every editor opens; others become PNG.
    private static readonly string[] Known = [".png", ".jpg", ".jpeg"];

    public bool Makes(ExportKind kind) => kind is ExportKind.Timeline;

    public async Task MakeAsync(ExportWork work, CancellationToken cancellationToken)
    {
        await using var file = work.Create();
        await using var zip = await PictureArchive.CreateAsync(file, cancellationToken);
        var placed = new List<PlacedPicture>();
        var opened = InOrder.MakeAsync(work.Order.Frames, options.Value.MaxRunning, frame => OpenAsync(work, frame, cancellationToken), cancellationToken);
        await foreach (var picture in opened)
        {
            if (await AddAsync(zip, work, picture, cancellationToken) is { } one)
                placed.Add(one);
            work.Step();
        }

        if (placed.Count == 0)
            throw new ExportProblemException("None of the frames has a picture that can be read. Make the pictures, then export again.");
        if (placed.Count > EditList.MostEvents)
            work.Warn(placed[EditList.MostEvents].Frame, $"an EDL counts to {EditList.MostEvents}; some programs read no further.");
        var stage = await opener.FirstSizeAsync(work, cancellationToken);
        var timeline = Timeline.Of(work, new FrameSize(Even(stage.Width), Even(stage.Height)), placed);
        await AddCutAsync(zip, timeline with { Sound = await AddSoundAsync(zip, work, cancellationToken) }, cancellationToken);
        await AddTableAsync(zip, work, placed, cancellationToken);
    }

    // A picture that the film passes over is passed over here, too: so it is decoded, whole.
    private async Task<OpenedPicture> OpenAsync(ExportWork work, ExportFrame frame, CancellationToken cancellationToken)
    {
        using var picture = await opener.OpenAsync(work, frame, FrameBox.Largest, cancellationToken);
        if (picture is null)
            return new OpenedPicture(frame);
        var made = new OpenedPicture(frame) { Size = new FrameSize(picture.Width, picture.Height), IsVideo = VideoPosters.IsVideo(frame.RelativePath!) };
        if (made.IsVideo ? await videos.SufficesAsync(work, frame, cancellationToken) : Known.Contains(Path.GetExtension(frame.RelativePath!).ToLowerInvariant()))
            return made;
        using var save = new VipsOperation("pngsave_buffer").With("in", picture).With("compression", 3);
        return made with { Png = save.RunToBytes() };
    }

    private async Task<PlacedPicture?> AddAsync(ZipArchive zip, ExportWork work, OpenedPicture picture, CancellationToken cancellationToken)
    {
        if (picture.Size is not { } size)
            return null;
        var file = picture.Png is null || picture.IsVideo ? await archive.AddAsync(zip, work, picture.Frame, PlainName.Of, cancellationToken) : null;
        if (picture.Png is not { } png)
            return file is null ? null : new PlacedPicture(picture.Frame, file, picture.IsVideo ? null : size);
        var name = PlainName.Of(picture.Frame, ".png");
        await PictureArchive.AddAsync(zip, name, png, cancellationToken);
        return new PlacedPicture(picture.Frame, name, size);
    }

    private async Task<TimelineSound?> AddSoundAsync(ZipArchive zip, ExportWork work, CancellationToken cancellationToken)
    {
        if (work.Settings.Sound is not { } id)
            return null;
        var sound = track.Find(id);
        try
        {
            var (length, rate) = (await listener.ListenAsync(sound.Path, cancellationToken), work.Rate);
            var name = await PictureArchive.AddFileAsync(zip, "sound" + Path.GetExtension(sound.Path), sound.Path, cancellationToken);
            return new TimelineSound(name, Math.Max(1, (long)(length.TotalSeconds * rate.Pictures / rate.Seconds)));
        }
        catch (SoundDamagedException exception)
        {
            throw new ExportProblemException($"The sound cannot be used. {exception.Message} Take another one, or none.", exception);
        }
    }

    private static async Task AddCutAsync(ZipArchive zip, Timeline timeline, CancellationToken cancellationToken)
    {
        var name = ExportName.Of(timeline.Title) is { Length: > 0 } title ? title : "Timeline";
        await PictureArchive.AddAsync(zip, $"{name}.fcpxml", FinalCutXml.Write(timeline), cancellationToken);
        await PictureArchive.AddAsync(zip, $"{name} (Premiere).xml", PremiereXml.Write(timeline), cancellationToken);
        await PictureArchive.AddAsync(zip, $"{name}.edl", EditList.Write(timeline), cancellationToken);
    }

    private static async Task AddTableAsync(ZipArchive zip, ExportWork work, IReadOnlyList<PlacedPicture> placed, CancellationToken cancellationToken)
    {
        var files = placed.ToDictionary(picture => picture.Frame.Number, picture => picture.File);
        var rows = work.Order.Frames.Select(frame => new FrameRow(frame, files.GetValueOrDefault(frame.Number))).ToList();
        await PictureArchive.AddAsync(zip, "frames.csv", FrameTable.ToCsv(rows), cancellationToken);
        await PictureArchive.AddAsync(zip, "frames.json", FrameTable.ToJson(work.Order, rows), cancellationToken);
    }

    private static int Even(int side) => Math.Max(2, side - (side % 2));

    /// <param name="Frame">Whose picture it is.</param>
    private sealed record OpenedPicture(ExportFrame Frame)
    {
        /// <summary>Null when there is none that can be read.</summary>
        internal FrameSize? Size { get; init; }

        internal bool IsVideo { get; init; }

        /// <summary>What stands for it in the timeline, where it does not itself.</summary>
        internal byte[]? Png { get; init; }
    }
}
