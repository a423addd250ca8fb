using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Problems;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>Reads the axes of a sweep and finds everything wrong with them at once.</summary>
internal sealed class AxisReader(ValueReader values, int mostValues)
{
    private const int MostAxes = 3;

    // Beyond every seed; sums and differences of such still are numbers.
    private const decimal Largest = 1e20m;

    /// <returns>Those that can be used; <paramref name="errors"/> speak of the others.</returns>
    public IReadOnlyList<ReadAxis> Read(IReadOnlyList<BatchAxis> axes, FieldErrors errors)
    {
        if (axes.Count > MostAxes)
            errors.Add("axes", $"A batch has {MostAxes} axes at most.");
        var read = axes.Take(MostAxes).Select((axis, place) => Read(axis, place, errors)).ToList();
        for (var place = 0; place < read.Count; place++)
            CheckZip(read, place, errors);
        foreach (var (place, axis) in read.Index().Where(axis => axis.Item is { } one && read.Take(axis.Index).Any(other => other?.Slot == one.Slot)))
            errors.Add($"axes[{place}].slot", $"Another axis has '{axis!.Slot}' already.");
        return [.. read.OfType<ReadAxis>()];
    }

    private ReadAxis? Read(BatchAxis axis, int place, FieldErrors errors)
    {
        if (values.FindSlot(axis.Slot) is not { } slot)
        {
            errors.Add($"axes[{place}].slot", $"Say which slot the axis goes through: {values.SlotNames}.");
            return null;
        }

        if (Values(axis, place, errors) is not { } given)
            return null;
        var read = given.Select(value => values.Read(slot, value)).ToList();
        foreach (var (at, (_, fault)) in read.Index().Where(each => each.Item.Fault is not null))
            errors.Add(axis.Values is null ? $"axes[{place}].range" : $"axes[{place}].values[{at}]", fault!);
        return read.All(each => each.Fault is null)
            ? new ReadAxis(slot.Name, string.IsNullOrWhiteSpace(axis.Label) ? slot.Label : axis.Label.Trim(), [.. read.Select(each => each.Value)], axis.ZipWith)
            : null;
    }

    private IReadOnlyList<JsonElement>? Values(BatchAxis axis, int place, FieldErrors errors)
    {
        if (axis is { Values.Count: > 0, Range: null } && axis.Values.Count <= mostValues)
            return axis.Values;
        if (axis is { Values: null or { Count: 0 }, Range: { } range })
            return InRange(range, $"axes[{place}].range", errors);
        errors.Add($"axes[{place}].values", axis.Values?.Count > mostValues ? $"{mostValues} values are the most." : "Give the axis either values or a range.");
        return null;
    }

    private IReadOnlyList<JsonElement>? InRange(BatchRange range, string field, FieldErrors errors)
    {
        if (Math.Max(Math.Max(Math.Abs(range.From), Math.Abs(range.To)), Math.Abs(range.Step)) > Largest)
        {
            errors.Add(field, "No slot takes numbers as large as these.");
            return null;
        }

        var distance = range.To - range.From;
        if (range.Step == 0 || (distance != 0 && (distance > 0) != (range.Step > 0)))
            errors.Add(field, "The step must lead from the first number to the last.");
        else if ((double)distance / (double)range.Step >= mostValues)
            errors.Add(field, $"{mostValues} values are the most; take a larger step.");
        else
            return [.. Enumerable.Range(0, (int)(distance / range.Step) + 1).Select(step => Number(range.From + (step * range.Step)))];
        return null;
    }

    // Decimals add up exactly: 0.1, 0.2, 0.3.
    private static JsonElement Number(decimal number) => JsonElement.Parse(number.ToString("0.############################", CultureInfo.InvariantCulture));

    private static void CheckZip(List<ReadAxis?> axes, int place, FieldErrors errors)
    {
        if (axes[place] is not { ZipWith: { } other } axis)
            return;
        if (other < 0 || other >= place)
            errors.Add($"axes[{place}].zipWith", "An axis goes along with an earlier one.");
        else if (axes[other] is { ZipWith: not null })
            errors.Add($"axes[{place}].zipWith", $"That axis goes along with another one itself; name that one, {axes[other]!.ZipWith}.");
        else if (axes[other] is { } partner && partner.Values.Count != axis.Values.Count)
            errors.Add($"axes[{place}].zipWith", $"Both must have equally many values; these are {axis.Values.Count} and {partner.Values.Count}.");
    }
}

/// <summary>An axis whose values all fit its slot.</summary>
internal sealed record ReadAxis(string Slot, string Label, IReadOnlyList<JsonElement> Values, int? ZipWith);
