using System.Globalization;
using System.Text;
using System.Text.Json;
using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Images.Exports;
using ComfyStudio.Jobs;
using CsvHelper;

namespace ComfyStudio.Api.Batches;

/// <summary>A batch as a table: a row for each image, with what it was made of and what came of it.</summary>
internal sealed class BatchTable(CellReader cells)
{
    public async Task<byte[]> WriteAsync(Batch batch, CancellationToken cancellationToken)
    {
        var slots = batch.Record.Differing.Where(slot => slot is not (Templates.Slot.Prompt or Templates.Slot.Seed)).ToList();
        using var bytes = new MemoryStream();
        // With its mark, by which spreadsheets know the encoding.
        await using (var csv = new CsvWriter(new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true), CultureInfo.InvariantCulture))
        {
            WriteRow(csv, ["index", "prompt", .. slots, "seed", "file", "state", "failure"]);
            var ended = await cells.ReadAsync(batch, 0, batch.Images, cancellationToken);
            foreach (var (index, cell) in batch.Record.Cells.Index())
                WriteRow(csv, RowOf(batch.Record, cell, index, ended[index], slots));
        }

        return bytes.ToArray();
    }

    private static IEnumerable<string> RowOf(BatchRecord record, BatchCell cell, int index, EndedCell? ended, IReadOnlyList<string> slots)
    {
        var values = record.ValuesOf(cell);
        return
        [
            (index + 1).ToString(CultureInfo.InvariantCulture), cell.Prompt,
            .. slots.Select(slot => TextOf(values.TryGetValue(slot, out var value) ? value : record.Shared.GetValueOrDefault(slot))),
            cell.Seed.ToString(), ended?.Outputs is [var output, ..] ? output.RelativePath : "",
            JsonNamingPolicy.CamelCase.ConvertName((ended?.State ?? JobState.Cancelled).ToString()),
            ended is { State: JobState.Failed or JobState.Parked } ? ended.Failure?.Message ?? "" : "",
        ];
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    private static void WriteRow(CsvWriter csv, IEnumerable<string> row)
    {
        foreach (var cell in row)
            csv.WriteField(TableCell.Of(cell));
        csv.NextRecord();
    }
}
