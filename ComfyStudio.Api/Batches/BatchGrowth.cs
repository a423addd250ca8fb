using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Batches.Planning;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using CsvHelper;
using CsvHelper.Configuration;

namespace ComfyStudio.Api.Batches;

/// <summary>The request of a batch as it is when it has grown.</summary>
internal static class BatchGrowth
{
    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public static BatchRequest? Of(BatchRecord record, GrowBatch grow, FieldErrors errors)
    {
        var request = record.Request with { Slots = Slots(record) };
        var grown = grow switch
        {
            { Seeds: { } more, Axis: null, Rows: null } => MoreSeeds(request, more, errors),
            { Seeds: null, Axis: { } axis, Rows: null } => MoreValues(record, request, axis, errors),
            { Seeds: null, Axis: null, Rows: { Count: > 0 } rows } => MoreRows(request, rows, errors),
            _ => null,
        };
        if (grown is null && !errors.Any)
            errors.Add("grow", "Say either how many more seeds, which values more of an axis, or which rows more.");
        return errors.Any ? null : grown;
    }

    // What was chosen by default then might be another one now. The seed stays as it was asked for.
    private static Dictionary<string, JsonElement> Slots(BatchRecord record)
    {
        var varied = record.Differing.ToHashSet(StringComparer.Ordinal);
        var slots = record.Shared.Where(slot => !varied.Contains(slot.Key)).ToDictionary();
        foreach (var (name, value) in record.Request.Slots ?? new Dictionary<string, JsonElement>())
            slots[name] = value;
        return slots;
    }

    private static BatchRequest? MoreSeeds(BatchRequest request, int more, FieldErrors errors)
    {
        if (more < 1)
            errors.Add("seeds", "Take at least one more.");
        var seeds = request.Seeds ?? (SharedSeed(request) is { } fixedOne ? new BatchSeeds(1, Random: false, fixedOne) : new BatchSeeds(1));
        return errors.Any ? null : request with { Seeds = seeds with { Count = seeds.Count + more } };
    }

    private static Seed? SharedSeed(BatchRequest request) =>
        request.Slots?.TryGetValue(Slot.Seed, out var value) is true && Seed.Find(value) is { IsGiven: true } seed ? seed : null;

    private static BatchRequest? MoreValues(BatchRecord record, BatchRequest request, GrowAxis grow, FieldErrors errors)
    {
        if (grow.Index < 0 || grow.Index >= record.Axes.Count)
            errors.Add("axis.index", record.Axes.Count == 0 ? "The batch has no axes." : $"The batch has the axes 0 to {record.Axes.Count - 1}.");
        else if (record.Axes[grow.Index].ZipWith is not null || record.Axes.Any(axis => axis.ZipWith == grow.Index))
            errors.Add("axis.index", "This axis goes along with another one; neither can grow alone.");
        else if (grow.Values is not { Count: > 0 })
            errors.Add("axis.values", "Give at least one more value.");
        if (errors.Any)
            return null;
        var axes = request.Axes!.Select((axis, place) => place != grow.Index ? axis : axis with { Range = null, Values = [.. record.Axes[place].Values, .. grow.Values] });
        return request with { Axes = [.. axes] };
    }

    private static BatchRequest? MoreRows(BatchRequest request, IReadOnlyList<IReadOnlyList<string>> rows, FieldErrors errors)
    {
        if (request.List is not { Text: { } text } list)
        {
            errors.Add("rows", "The batch has no list that rows could be added to.");
            return null;
        }

        var form = ListForm.Of(list, _ => false);
        var more = form.Format is ListForm.Lines ? string.Join('\n', rows.Select(row => row.FirstOrDefault("").ReplaceLineEndings(" "))) : Table(rows, form.Delimiter);
        return request with { List = list with { Text = $"{text.TrimEnd()}\n{more}" } };
    }

    private static string Table(IReadOnlyList<IReadOnlyList<string>> rows, string delimiter)
    {
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter, NewLine = "\n" }, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                foreach (var cell in row)
                    csv.WriteField(cell);
                csv.NextRecord();
            }
        }

        return text.ToString();
    }
}
