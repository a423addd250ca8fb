using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Bench.Thumbs;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Bench.Exports;

/// <summary>How long a storyboard of fifty frames takes as each kind of file, and in how much memory, from the order on the disk to the finished file.</summary>
internal static class ExportsBench
{
    private const int Frames = 50;
    private const int DurationMs = 2000;

    private static readonly ExportKind[] Kinds = [ExportKind.Pdf, ExportKind.Zip, ExportKind.Webp, ExportKind.Mp4, ExportKind.Gif, ExportKind.Sheet, ExportKind.Timeline];
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    public static async Task<Report> RunAsync(bool isQuick, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("comfystudio-bench-exports-");
        await using var redis = new RedisServer();
        try
        {
            await redis.InitializeAsync();
            var root = new ImageRoot(Options.Create(new ImagesOptions { Root = folder.FullName }), TimeProvider.System);
            root.Open();
            await SamplePictures.WriteAsync(Path.Join(folder.FullName, "frames"), isQuick ? ThumbsPlan.Quick : ThumbsPlan.Whole, cancellationToken);
            await using var thumbnailer = Thumbnailer(folder.FullName, redis);
            await thumbnailer.StartAsync(cancellationToken);
            return ReportOf(await MeasureAsync(new ExportShelf(root, TimeProvider.System), thumbnailer, cancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static StudioProgram Thumbnailer(string root, RedisServer redis) => new("thumbnailer", "ComfyStudio.Thumbnailer",
    [
        new("ConnectionStrings__redis", redis.ConnectionString), new("Jobs__Queue", "bench"), new("Images__Root", root),

        // Thumbnails of the frames are somebody else's figures.
        new("Thumbnails__BacklogInterval", "7.00:00:00"),
    ]);

    private static async Task<IReadOnlyList<Made>> MeasureAsync(ExportShelf shelf, StudioProgram thumbnailer, CancellationToken cancellationToken)
    {
        var made = new List<Made>();
        await WarmUpAsync(shelf, thumbnailer, cancellationToken);
        foreach (var kind in Kinds)
        {
            var one = await MakeAsync(shelf, thumbnailer, kind, Frames, cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {one.Duration.TotalSeconds:0.0} s, {one.Bytes / 1e6:0.0} MB"));
            made.Add(one);
        }

        return made;
    }

    // Its thumbnails are made, and the code has run once.
    private static async Task WarmUpAsync(ExportShelf shelf, StudioProgram thumbnailer, CancellationToken cancellationToken)
    {
        foreach (var kind in Kinds)
            await MakeAsync(shelf, thumbnailer, kind, 2, cancellationToken);
    }

    private static async Task<Made> MakeAsync(ExportShelf shelf, StudioProgram thumbnailer, ExportKind kind, int count, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = thumbnailer.Address };
        var (began, id) = (Stopwatch.GetTimestamp(), shelf.NewId());
        shelf.Put(new ExportOrder(id, "local", kind, "Fünfzig Bilder", TimeProvider.System.GetUtcNow(), [.. Enumerable.Range(1, count).Select(FrameOf)])
        {
            Settings = new ExportSettings { FadeMs = 400, BurnNumbers = true },
        });
        using (await http.PostAsync("/exports/wake", content: null, cancellationToken))
        {
            while (true)
            {
                var state = shelf.Find(id)!.State;
                if (state.Status is ExportStatus.Done)
                    return new Made(kind, Stopwatch.GetElapsedTime(began), state.Bytes, PeakOf(thumbnailer.ProcessId));
                if (!state.IsOpen)
                    throw new InvalidOperationException($"{kind}: {state.Problem}\n{thumbnailer.Log.Text}");
                await Task.Delay(Tick, TimeProvider.System, cancellationToken);
            }
        }
    }

    private static ExportFrame FrameOf(int number) =>
        new(number, $"Shot {number}", string.Create(CultureInfo.InvariantCulture, $"frames/{number - 1:0000}.png"), DurationMs)
        {
            ShotType = "wide",
            Description = "The keeper climbs the stairs of the lighthouse while the storm comes in from the sea, and the gulls are silent.",
            Notes = "Möwen nur im Hintergrund.",
        };

    private static long PeakOf(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.PeakWorkingSet64;
    }

    private static Report ReportOf(IReadOnlyList<Made> made)
    {
        var table = new Table("kind", "s", "MB");
        foreach (var one in made)
            table.Add(one.Kind.ToString(), Figures.Ratio(one.Duration.TotalSeconds), Figures.Ratio(one.Bytes / 1e6));
        var figures = new JsonObject(made.Select(one => KeyValuePair.Create($"{one.Kind.ToString().ToLowerInvariant()}Seconds", (JsonNode?)Figures.Rounded(one.Duration.TotalSeconds))))
        {
            ["allFourSeconds"] = Figures.Rounded(made.Where(one => one.Kind is ExportKind.Pdf or ExportKind.Zip or ExportKind.Webp or ExportKind.Mp4).Sum(one => one.Duration.TotalSeconds)),
            ["peakMb"] = Figures.Rounded(made.Max(one => one.PeakBytes) / 1e6),
            ["frames"] = Frames,
        };
        return new Report(
            [table],
            [
                $"{Frames} PNG of {SamplePictures.Side} × {SamplePictures.Side}, each shown for {DurationMs / 1000} s; the film at 24 pictures a second with fades of 0.4 s. Widths as they are when nobody chooses one.",
                "From the order on the disk to the file in its place, in the Thumbnailer as it is shipped; memory is its own at its highest, without that of ffmpeg.",
            ],
            figures);
    }

    private sealed record Made(ExportKind Kind, TimeSpan Duration, long Bytes, long PeakBytes);
}
