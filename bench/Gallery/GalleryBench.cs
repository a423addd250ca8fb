using System.Text.Json.Nodes;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Bench.Gallery;

/// <summary>How the gallery's index behaves as it grows.</summary>
internal static class GalleryBench
{
    private const int KeyCount = 100_000;
    private const int ColdFiles = 10_000;

    public static async Task<Report> RunAsync(bool isQuick, CancellationToken cancellationToken)
    {
        int[] counts = isQuick ? [1_000, 10_000, KeyCount] : [1_000, 10_000, KeyCount, 1_000_000];
        var galleries = new List<GalleryUnderLoad>();
        foreach (var count in counts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            galleries.Add(Run(count, rounds: isQuick ? 100 : 400));
            Console.WriteLine($"{Figures.Count(count)} images: warm start {galleries[^1].WarmStartSeconds:0.00} s, {galleries[^1].BytesPerImage:0} bytes each");
        }

        var coldFiles = isQuick ? ColdFiles / 10 : ColdFiles;
        var cold = await ColdScan.RunAsync(coldFiles, cancellationToken);
        return ReportOf(galleries, coldFiles, cold);
    }

    private static GalleryUnderLoad Run(int count, int rounds)
    {
        using var gallery = new GalleryUnderLoad(count);
        using var folder = new TestImagesFolder().Made();
        gallery.Fill();
        gallery.Restart(folder.Open());
        gallery.Measure(rounds / 10);
        gallery.Measure(rounds);
        if (count == KeyCount)
            gallery.MeasureRival(rounds / 10);
        return gallery;
    }

    private static Report ReportOf(List<GalleryUnderLoad> galleries, int coldFiles, (double Seconds, double SweepSeconds) cold)
    {
        var table = new Table(
            "images", "warm start s", "page p50", "page p99", "rare p99", "common p99", "mixed p99", "facets p50", "facets p99", "map p50", "map p99", "bytes/image", "snapshot MB");
        foreach (var each in galleries)
        {
            table.Add(
                Figures.Count(each.Count), Figures.Ms(each.WarmStartSeconds), Figures.Ms(each.Pages.P50), Figures.Ms(each.Pages.P99), Figures.Ms(each.RareWords.P99),
                Figures.Ms(each.CommonWords.P99), Figures.Ms(each.OtherSearches.P99), Figures.Ms(each.Facets.P50), Figures.Ms(each.Facets.P99), Figures.Ms(each.Maps.P50),
                Figures.Ms(each.Maps.P99), Figures.Count(each.BytesPerImage), Figures.Ms(each.SnapshotBytes / 1e6));
        }

        return new Report(
            [table],
            [
                "Milliseconds unless said otherwise; a page is 100 images. Searches: a rare word, a common one, and in turns two words, a phrase, a word left out, two letters, a file name.",
                "Every prompt belongs to four images and has 45 words of a vocabulary of 30 000, as often as words are. No result is taken from memory.",
                "Warm start: from the snapshot on disk to the first page.",
                $"Cold scan of {Figures.Count(coldFiles)} real files: {cold.Seconds:0.0} s; the next sweep, which finds nothing new: {cold.SweepSeconds:0.00} s.",
            ],
            FiguresOf(galleries, coldFiles, cold));
    }

    private static JsonObject FiguresOf(List<GalleryUnderLoad> galleries, int coldFiles, (double Seconds, double SweepSeconds) cold)
    {
        var key = galleries.Single(each => each.Count == KeyCount);
        return new JsonObject
        {
            ["bench"] = "gallery",
            ["warmStartSeconds"] = Figures.Rounded(key.WarmStartSeconds),
            ["pageP99Ms"] = Figures.Rounded(key.Pages.P99),
            ["searchP99Ms"] = Figures.Rounded(key.AllSearches.P99),
            ["bytesPerImage"] = Math.Round(key.BytesPerImage),
            ["mapP99Ms"] = Figures.Rounded(key.Maps.P99),
            ["facetsP99Ms"] = Figures.Rounded(key.Facets.P99),
            ["rival"] = "looking through all texts for some letters",
            ["rivalP50Ms"] = Figures.Rounded(key.Rival.P50),
            ["ratioToRival"] = Figures.Rounded(key.AllSearches.P50 / key.Rival.P50),
            ["coldFiles"] = coldFiles,
            ["coldScanSeconds"] = Figures.Rounded(cold.Seconds),
            ["sweepSeconds"] = Figures.Rounded(cold.SweepSeconds),
            ["sizes"] = new JsonArray([.. galleries.Select(SizeOf)]),
        };
    }

    private static JsonObject SizeOf(GalleryUnderLoad gallery) => new()
    {
        ["images"] = gallery.Count,
        ["warmStartSeconds"] = Figures.Rounded(gallery.WarmStartSeconds),
        ["saveSeconds"] = Figures.Rounded(gallery.SaveSeconds),
        ["fillSeconds"] = Figures.Rounded(gallery.FillSeconds),
        ["pageP50Ms"] = Figures.Rounded(gallery.Pages.P50),
        ["pageP99Ms"] = Figures.Rounded(gallery.Pages.P99),
        ["rareP99Ms"] = Figures.Rounded(gallery.RareWords.P99),
        ["commonP99Ms"] = Figures.Rounded(gallery.CommonWords.P99),
        ["mixedP99Ms"] = Figures.Rounded(gallery.OtherSearches.P99),
        ["searchP50Ms"] = Figures.Rounded(gallery.AllSearches.P50),
        ["searchP99Ms"] = Figures.Rounded(gallery.AllSearches.P99),
        ["searchWorstMs"] = Figures.Rounded(gallery.AllSearches.Worst),
        ["facetsP50Ms"] = Figures.Rounded(gallery.Facets.P50),
        ["facetsP99Ms"] = Figures.Rounded(gallery.Facets.P99),
        ["mapP50Ms"] = Figures.Rounded(gallery.Maps.P50),
        ["mapP99Ms"] = Figures.Rounded(gallery.Maps.P99),
        ["bytesPerImage"] = Math.Round(gallery.BytesPerImage),
        ["snapshotBytes"] = gallery.SnapshotBytes,
    };
}
