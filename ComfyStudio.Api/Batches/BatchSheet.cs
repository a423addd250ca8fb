using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Batches.Planning;
using ComfyStudio.Api.Models;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Api.Batches;

/// <summary>The grid of a batch on one page, with the values at the edges: as it is looked at, else the first axis across and everything else down.</summary>
internal static class BatchSheet
{
    // More would be narrower than a picture one recognizes.
    private const int MostColumns = 60;
    private const int UsualColumns = 5;

    /// <param name="images">One for each cell; null where none is there.</param>
    public static ExportOrder OrderOf(Batch batch, SheetView view, IReadOnlyList<ImageRecord?> images, string id, string owner, DateTimeOffset now)
    {
        var edges = view.Order(SheetEdge.Of(batch.Record));
        var across = edges.FirstOrDefault(edge => edge.Values.Count <= MostColumns && (edge.Label.Length > 0 || edges.Count == 1 || edge.Key == view.Across));
        var (frames, axes) = across is null || (edges.Count == 1 && across.Values.Count > UsualColumns * 2)
            ? (batch.Record.Cells.Select((cell, index) => FrameOf(index + 1, WordsOf(edges, cell.At), images[index])), null)
            : Grid(batch.Record, images, across, view.Down(edges, across));
        return new ExportOrder(id, owner, ExportKind.Sheet, batch.Record.Title, now, [.. frames])
        {
            Axes = axes,
            Settings = new ExportSettings { Columns = UsualColumns, Notes = false, Numbers = false },
            Warnings = images.Count(image => image is null) is > 0 and var missing ? [$"{missing} of its {images.Count} images are not there."] : [],
        };
    }

    private static (IEnumerable<ExportFrame> Frames, ExportAxes? Axes) Grid(
        BatchRecord record, IReadOnlyList<ImageRecord?> images, SheetEdge across, IReadOnlyList<SheetEdge> down)
    {
        // A batch that has grown has its later cells at the end, wherever they stand.
        var cells = record.Cells.Index().ToDictionary(cell => Key(cell.Item.At), cell => images[cell.Index]);
        var rows = down.Aggregate<SheetEdge, IEnumerable<int[]>>([new int[BatchShape.SeedAt + 1]], (places, edge) => places.SelectMany(edge.Along)).ToList();
        var places = rows.SelectMany(across.Along).ToList();
        var frames = places.Select((at, index) => FrameOf(index + 1, "", cells.GetValueOrDefault(Key(at))));
        return (frames, new ExportAxes([.. across.Values.Select(across.WordsFor)], down.Count == 0 ? [] : [.. rows.Select(at => WordsOf(down, at))]));
    }

    private static ExportFrame FrameOf(int number, string title, ImageRecord? image) => new(number, title, image?.RelativePath, 0);

    private static string WordsOf(IEnumerable<SheetEdge> edges, int[] at) =>
        string.Join(", ", edges.Select(edge => edge.WordsFor(edge.Values[at[edge.Places[0]]])));

    private static string Key(int[] at) => string.Join(',', at);
}

/// <summary>One way in which the images of a batch differ.</summary>
/// <param name="Key">As the page calls it: <c>axis0</c>, <c>row</c>, <c>seed</c>.</param>
/// <param name="Label">Empty where the values say enough.</param>
/// <param name="Places">Where in the place of a cell it stands: axes that go along with each other are one.</param>
internal sealed record SheetEdge(string Key, string Label, IReadOnlyList<int> Places, IReadOnlyList<string> Values)
{
    /// <summary>Axes first, then the rows of the list, then the seeds; only what has more than one value.</summary>
    public static IReadOnlyList<SheetEdge> Of(BatchRecord record) =>
        [.. AxesOf(record).Append(RowsOf(record)).Append(SeedsOf(record)).Where(edge => edge.Values.Count > 1)];

    public string WordsFor(string value) => Label.Length > 0 ? $"{Label} {value}" : value;

    /// <summary>The same place with each of the values in turn.</summary>
    public IEnumerable<int[]> Along(int[] at) => Enumerable.Range(0, Values.Count).Select(value => (int[])[.. at.Select((known, place) => Places.Contains(place) ? value : known)]);

    private static IEnumerable<SheetEdge> AxesOf(BatchRecord record) =>
        from leader in record.Axes.Index()
        where leader.Item.ZipWith is null
        let members = record.Axes.Index().Where(axis => axis.Index == leader.Index || axis.Item.ZipWith == leader.Index).ToList()
        select new SheetEdge(
            $"axis{leader.Index}", string.Join(" + ", members.Select(axis => axis.Item.Label)), [.. members.Select(axis => axis.Index + 1)],
            [.. Enumerable.Range(0, leader.Item.Values.Count).Select(value => string.Join(" · ", members.Select(axis => TextOf(axis.Item.Values[value]))))]);

    private static SheetEdge RowsOf(BatchRecord record) =>
        new(SheetView.Row, "", [0], [.. record.Cells.GroupBy(cell => cell.At[0]).OrderBy(row => row.Key).Select(row => row.First().Prompt)]);

    private static SheetEdge SeedsOf(BatchRecord record) =>
        new(SheetView.Seed, "Seed", [BatchShape.SeedAt], [.. record.Cells.GroupBy(cell => cell.At[BatchShape.SeedAt]).OrderBy(seed => seed.Key).Select(SeedText)]);

    /// <summary>The seed itself where all of a kind have the same one.</summary>
    private static string SeedText(IGrouping<int, BatchCell> cells) =>
        cells.Select(cell => cell.Seed).Distinct().Count() == 1
            ? cells.First().Seed.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"no. {cells.Key + 1}");

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "on",
        JsonValueKind.False => "off",
        JsonValueKind.Null or JsonValueKind.Undefined => "–",
        JsonValueKind.String => ModelName.ShortOf(value.GetString()!),
        JsonValueKind.Array => value.GetArrayLength() == 0 ? "none" : string.Join(", ", value.EnumerateArray().Select(TextOf)),
        JsonValueKind.Object => string.Join(value.TryGetProperty("width", out _) ? " × " : " ", value.EnumerateObject().Select(part => TextOf(part.Value))),
        _ => value.GetRawText(),
    };
}
