using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Archives;

/// <param name="File">In the archive; null when it has no picture.</param>
internal sealed record FrameRow(ExportFrame Frame, string? File);

/// <summary>The frames as a table, for programs that make tables and for those that read JSON.</summary>
internal static class FrameTable
{
    private static readonly string[] Header = ["number", "title", "file", "seconds", "shot", "description", "notes", "seed", "prompt", "negative"];

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n;\t");

    internal static byte[] ToCsv(IEnumerable<FrameRow> rows)
    {
        var csv = new StringBuilder();
        foreach (var cells in rows.Select(CellsOf).Prepend(Header))
            csv.AppendJoin(',', cells.Select(Quote)).Append("\r\n");

        // With the mark in front, tables open it with its umlauts.
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    internal static byte[] ToJson(ExportOrder order, IEnumerable<FrameRow> rows) => JsonSerializer.SerializeToUtf8Bytes(
        new FrameList(order.Title, order.CreatedAt, [.. rows.Select(ListedOf)]), FrameTableJson.Default.FrameList);

    private static string[] CellsOf(FrameRow row) =>
    [
        row.Frame.Number.ToString(CultureInfo.InvariantCulture), row.Frame.Title, row.File ?? "",
        (row.Frame.DurationMs / 1000.0).ToString("0.###", CultureInfo.InvariantCulture), row.Frame.ShotType, row.Frame.Description, row.Frame.Notes,
        row.Frame.Seed?.ToString(CultureInfo.InvariantCulture) ?? "", row.Frame.Prompt, row.Frame.Negative,
    ];

    private static string Quote(string text)
    {
        var cell = TableCell.Of(text);
        return cell.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static ListedFrame ListedOf(FrameRow row) => new(
        row.Frame.Number, row.Frame.Title, row.File, row.Frame.DurationMs, row.Frame.ShotType, row.Frame.Description, row.Frame.Notes, row.Frame.Seed, row.Frame.Prompt,
        row.Frame.Negative);
}

internal sealed record FrameList(string Title, DateTimeOffset ExportedAt, IReadOnlyList<ListedFrame> Frames);

internal sealed record ListedFrame(
    int Number, string Title, string? File, int DurationMs, string ShotType, string Description, string Notes, ulong? Seed, string Prompt, string Negative);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(FrameList))]
internal sealed partial class FrameTableJson : JsonSerializerContext;
