using System.Globalization;
using System.Text.Json.Nodes;
using ComfyStudio.Bench.Measuring;

namespace ComfyStudio.Bench.Thumbs;

/// <summary>How many thumbnails a core makes in a second, and in how much memory, beside those that others use for it.</summary>
internal static class ThumbsBench
{
    private static readonly string[] Columns = ["images/s", "images/s per core", "peak MB", "KB written", "× ours per core"];

    public static async Task<Report> RunAsync(ThumbsPlan plan, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("comfystudio-bench-thumbs-");
        try
        {
            var pictures = Path.Join(folder.FullName, "pictures");
            await SamplePictures.WriteAsync(pictures, plan, cancellationToken);
            var remarks = new List<string>();
            var rivals = await RivalsAsync(plan, pictures, remarks, cancellationToken);
            foreach (var round in Enumerable.Range(0, plan.Rounds))
            {
                // Another one begins each time, so that whatever else the machine does hits all alike.
                foreach (var rival in rivals.Skip(round % rivals.Count).Concat(rivals.Take(round % rivals.Count)))
                {
                    var to = folder.CreateSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{rival.Key}-{round}")).FullName;
                    rival.Add(await rival.Maker.MakeAsync(to, cancellationToken), to);
                    Console.WriteLine($"{rival.Name}: {Figures.Ratio(rival.PerCore)} images/s per core");
                }
            }

            return ReportOf(plan, rivals, remarks);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Contestant>> RivalsAsync(
        ThumbsPlan plan, string pictures, List<string> remarks, CancellationToken cancellationToken)
    {
        List<Contestant> rivals = [new("ours", "ComfyStudio's Thumbnailer", new ConversingMaker(OwnWorker.Command(plan, pictures), plan))];
        if (await Sharp.FindAsync(plan, pictures, cancellationToken) is { } sharp)
            rivals.Add(new("sharp", "sharp", sharp));
        else
            remarks.Add("sharp could not be installed (npm ci in bench/Thumbs/rivals); its figures are missing.");
        if (VipsThumbnail.Find(plan, pictures) is { } vipsThumbnail)
            rivals.Add(new("vipsthumbnail", "vipsthumbnail", vipsThumbnail));
        else
            remarks.Add("vipsthumbnail is not on the path (Debian: apt-get install libvips-tools); its figures are missing.");
        return rivals;
    }

    private static Report ReportOf(ThumbsPlan plan, IReadOnlyList<Contestant> rivals, List<string> remarks)
    {
        var ours = rivals[0];
        var table = new Table("maker", Columns);
        foreach (var rival in rivals)
        {
            table.Add(
                rival.Name, rival.PerSecond.ToString("0.0", CultureInfo.InvariantCulture), rival.PerCore.ToString("0.0", CultureInfo.InvariantCulture),
                Figures.Count(rival.PeakBytes / 1e6), Figures.Count(rival.BytesWritten / 1e3), Figures.Ratio(rival.PerCore / ours.PerCore));
        }

        remarks.Add(
            $"{plan.Count} PNG of {SamplePictures.Side} × {SamplePictures.Side} to WebP of {plan.Side} pixels, quality {plan.Quality}, effort {plan.Effort}, {plan.Threads} at once, one libvips thread an image.");
        remarks.Add($"Per core: per second of processor time, which stays comparable where the machine is shared. Medians of {plan.Rounds} rounds in turns; memory is the highest of a round.");
        remarks.Add("Ours makes a blur placeholder of each image besides. The start of vipsthumbnail, a few milliseconds for all files, is counted; those of the others are not.");
        var figures = new JsonObject
        {
            ["imagesPerSecond"] = Figures.Rounded(ours.PerCore),
            ["imagesPerSecondAllCores"] = Figures.Rounded(ours.PerSecond),
            ["ratioToSharp"] = Ratio(rivals, ours, "sharp"),
            ["ratioToVipsthumbnail"] = Ratio(rivals, ours, "vipsthumbnail"),
            ["memoryMb"] = new JsonObject(rivals.Select(rival => KeyValuePair.Create(rival.Key, (JsonNode?)Figures.Rounded(rival.PeakBytes / 1e6)))),
            ["images"] = plan.Count,
            ["threads"] = plan.Threads,
        };
        return new Report([table], remarks, figures);
    }

    private static double? Ratio(IReadOnlyList<Contestant> rivals, Contestant ours, string key) =>
        rivals.FirstOrDefault(rival => rival.Key == key) is { } rival ? Figures.Rounded(ours.PerCore / rival.PerCore) : null;
}
