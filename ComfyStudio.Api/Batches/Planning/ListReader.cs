using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using CsvHelper;
using CsvHelper.Configuration;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>Reads a list: a prompt on each line, or a table whose columns go into slots.</summary>
internal sealed class ListReader(ValueReader values, int mostRows)
{
    private static readonly string[] Formats = [ListForm.Auto, ListForm.Lines, ListForm.Csv, ListForm.Tsv];

    /// <returns>Null when nothing of it can be used; what is wrong with single rows is in <see cref="ReadList.Errors"/>.</returns>
    public ReadList? Read(BatchList list, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(ListForm.TextOf(list)))
            errors.Add("list.text", "The list is empty.");
        else if (!Formats.Contains(list.Format ?? ListForm.Auto))
            errors.Add("list.format", $"A list is one of {string.Join(", ", Formats)}.");
        else
            return Read(list, ListForm.Of(list, text => values.FindSlotLike(text) is not null), errors);
        return null;
    }

    private ReadList? Read(BatchList list, ListForm form, FieldErrors errors)
    {
        if (Records(ListForm.TextOf(list), form, out var broken) is { Count: > 0 } records)
            return (form.Format is ListForm.Lines ? Lines(records, errors) : Table(list, records, broken, errors)) is { } read ? read with { Format = form.Format } : null;
        errors.Add("list.text", "The list has no rows.");
        return null;
    }

    private ReadList? Lines(List<string[]> records, FieldErrors errors)
    {
        if (values.FindSlot(Slot.Prompt) is not { } prompt)
        {
            errors.Add("list.format", "The template has no prompt that lines could go into; give a table and say which columns go where.");
            return null;
        }

        return Rows([new ListColumn(prompt.Label, prompt.Name)], records, [], errors);
    }

    private ReadList? Table(BatchList list, List<string[]> records, Dictionary<int, string> broken, FieldErrors errors)
    {
        var hasHeader = HasHeader(list, records[0]);
        var columns = records[0].Select((cell, at) => ColumnOf(list, hasHeader ? cell.Trim() : "", at)).ToList();
        foreach (var (name, slot) in (list.Columns ?? new Dictionary<string, string>()).Where(column => column.Value.Length > 0 && values.FindSlot(column.Value) is null))
            errors.Add($"list.columns.{name}", $"The template has no slot '{slot}'; it has {values.SlotNames}.");
        foreach (var twice in columns.Where(column => column.Slot is not null).GroupBy(column => column.Slot).Where(slot => slot.Count() > 1))
            errors.Add("list.columns", $"Several columns go into '{twice.Key}': {string.Join(", ", twice.Select(column => column.Header))}.");
        if (columns.All(column => column.Slot is null))
            errors.Add("list.columns", $"No column is called like a slot. Say which goes where: {values.SlotNames}.");
        if (errors.Any)
            return null;
        var first = hasHeader ? 1 : 0;
        return Rows(columns, [.. records.Skip(first)], broken.ToDictionary(row => row.Key - first, row => row.Value), errors);
    }

    private bool HasHeader(BatchList list, string[] first) =>
        list.Columns is { Count: > 0 } named
            ? named.Keys.Any(name => first.Contains(name, StringComparer.OrdinalIgnoreCase)) || !named.Keys.All(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            : first.Any(cell => values.FindSlotLike(cell.Trim()) is not null);

    private ListColumn ColumnOf(BatchList list, string header, int at)
    {
        var number = (at + 1).ToString(CultureInfo.InvariantCulture);
        var named = list.Columns?.FirstOrDefault(column => string.Equals(column.Key, header, StringComparison.OrdinalIgnoreCase) || column.Key == number).Value;
        var slot = named is not null ? values.FindSlot(named)?.Name : header.Length > 0 ? values.FindSlotLike(header)?.Name : null;
        return new ListColumn(header.Length > 0 ? header : number, slot);
    }

    private ReadList? Rows(List<ListColumn> columns, List<string[]> records, Dictionary<int, string> broken, FieldErrors errors)
    {
        if (records.Count == 0 || records.Count > mostRows)
        {
            errors.Add("list.text", records.Count == 0 ? "The list has a header and no rows." : $"The list has {records.Count} rows; {mostRows} is the most.");
            return null;
        }

        var faults = broken.Select(row => new RowError(row.Key, columns[0].Header, columns[0].Slot, row.Value)).ToList();
        var rows = records.Select((cells, row) => ReadRow(columns, cells, row, faults)).ToList();
        return new ReadList(columns, records, rows, [.. faults.OrderBy(fault => fault.Row)]);
    }

    private Dictionary<string, JsonElement> ReadRow(List<ListColumn> columns, string[] cells, int row, List<RowError> faults)
    {
        if (cells.Length > columns.Count)
            faults.Add(new RowError(row, columns[^1].Header, columns[^1].Slot, $"The row has {cells.Length} cells and the table {columns.Count} columns; put quotes around texts with commas."));
        var read = new Dictionary<string, JsonElement>();
        foreach (var (column, cell) in columns.Zip(cells).Where(pair => pair.First.Slot is not null && pair.Second.Length > 0))
        {
            var (value, fault) = values.Read(values.FindSlot(column.Slot)!, cell);
            if (fault is null)
                read[column.Slot!] = value;
            else
                faults.Add(new RowError(row, column.Header, column.Slot, fault));
        }

        return read;
    }

    private static List<string[]> Records(string text, ListForm form, out Dictionary<int, string> broken)
    {
        var faults = broken = [];
        if (form.Format is ListForm.Lines)
            return [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => new[] { line })];

        var records = new List<string[]>();
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = form.Delimiter,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = _ => faults[records.Count] = "A quote is not closed, or stands in the middle of a text; write it twice there.",
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        while (parser.Read())
        {
            if (parser.Record!.Any(cell => cell.Length > 0))
                records.Add(parser.Record!);
        }

        return records;
    }
}

/// <param name="Columns">From the left.</param>
/// <param name="Texts">As they were written, row by row.</param>
/// <param name="Rows">Values by slot; an empty cell leaves what all share.</param>
internal sealed record ReadList(
    IReadOnlyList<ListColumn> Columns, IReadOnlyList<string[]> Texts, IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Rows, IReadOnlyList<RowError> Errors)
{
    /// <summary>As it was found to be written; see <see cref="ListForm"/>.</summary>
    public string Format { get; init; } = ListForm.Lines;
}

/// <param name="Slot">Null for a column that goes nowhere.</param>
internal sealed record ListColumn(string Header, string? Slot);

/// <param name="Row">From 0, without the header.</param>
/// <param name="Column">Its header.</param>
internal sealed record RowError(int Row, string Column, string? Slot, string Message);
