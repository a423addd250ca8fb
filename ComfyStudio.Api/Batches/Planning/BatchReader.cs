using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>Checks the request for a batch: what all share as a generation's, axes and rows each by itself, and finds everything wrong at once.</summary>
internal sealed class BatchReader(RequestReader generations, TemplateLibrary templates, InputCheck inputs, IOptions<BatchOptions> options)
{
    /// <returns>Null when <paramref name="errors"/> got something. Faults of single rows are not among them, see <see cref="ReadList.Errors"/>.</returns>
    public ReadBatch? Read(BatchRequest request, Fleet fleet, IReadOnlyList<NodeCatalog> nodes, FieldErrors errors)
    {
        var faults = new FieldErrors();
        var (axes, list) = ReadVaried(request, fleet, nodes, faults);
        CheckSeeds(request, axes, list, faults);
        CheckSlots(axes, list, faults);

        var shared = new FieldErrors();
        var read = generations.Read(SharedPart(request, axes, list), fleet, nodes, shared);
        var varied = Varied(request, list);
        errors.Include(shared.Except(field => varied.Contains(field)));
        errors.Include(faults);
        if (read is null || errors.Any)
            return null;

        var shape = new BatchShape(list?.Rows.Count ?? 1, axes, request.Seeds?.Count ?? 1);
        if (shape.Count > options.Value.MaxImages)
            errors.Add("images", string.Create(CultureInfo.InvariantCulture, $"This makes {shape.Count} images; {options.Value.MaxImages} is the most of one batch."));
        return errors.Any ? null : new ReadBatch(read, axes, list, shape);
    }

    private (IReadOnlyList<ReadAxis> Axes, ReadList? List) ReadVaried(BatchRequest request, Fleet fleet, IReadOnlyList<NodeCatalog> nodes, FieldErrors errors)
    {
        if (templates.Find(request.Template) is not { } template)
            return ([], null);
        var values = new ValueReader(template, SlotChoices.Of(fleet, request.Engine, nodes), inputs);
        var axes = new AxisReader(values, options.Value.MaxImages).Read(request.Axes ?? [], errors);
        return (axes, request.List is { } list ? ReadList(request, list, template, values, errors) : null);
    }

    private ReadList? ReadList(BatchRequest request, BatchList list, Template template, ValueReader values, FieldErrors errors)
    {
        var faults = new FieldErrors();
        var read = new ListReader(values, options.Value.MaxImages).Read(list, faults);
        errors.Include(faults);
        return read is null ? null : read with { Errors = [.. read.Errors.Concat(EmptyCells(request, template, read)).OrderBy(fault => fault.Row)] };
    }

    // An empty cell leaves what all share; where they share nothing, there must be something.
    private static IEnumerable<RowError> EmptyCells(BatchRequest request, Template template, ReadList list) =>
        from column in list.Columns
        where column.Slot is not null && IsNeeded(request, template, column.Slot)
        from row in list.Rows.Index()
        where !row.Item.ContainsKey(column.Slot) && !list.Errors.Any(fault => fault.Row == row.Index && fault.Slot == column.Slot)
        select new RowError(row.Index, column.Header, column.Slot, $"{template.FindSlot(column.Slot!)!.Label} must not be empty.");

    private static bool IsNeeded(BatchRequest request, Template template, string name) =>
        template.FindSlot(name) is { Default: null, IsOptional: false, Type: not (SlotType.Model or SlotType.Seed or SlotType.Loras) } slot
        && (slot.Required || slot.Type is SlotType.Image or SlotType.Mask)
        && (request.Slots?.TryGetValue(name, out var given) is not true || given.ValueKind is JsonValueKind.Null
            || (given.ValueKind is JsonValueKind.String && string.IsNullOrWhiteSpace(given.GetString())));

    private static void CheckSeeds(BatchRequest request, IReadOnlyList<ReadAxis> axes, ReadList? list, FieldErrors errors)
    {
        if (request.Seeds is not { } seeds)
            return;
        if (seeds.Count is < 1 or > 2000)
            errors.Add("seeds.count", "Take from 1 to 2000 pictures of each cell.");
        if (!seeds.Random && seeds.Base is not { IsGiven: true })
            errors.Add("seeds.base", $"Give the first seed, from 0 to {ulong.MaxValue}, or take random ones.");
        if (seeds.Count > 1 && SlotsOf(axes, list).Contains(Slot.Seed))
            errors.Add("seeds", "The list or an axis gives the seeds already; leave this out.");
    }

    private static void CheckSlots(IReadOnlyList<ReadAxis> axes, ReadList? list, FieldErrors errors)
    {
        var columns = (list?.Columns ?? []).Select(column => column.Slot).ToHashSet();
        foreach (var (place, axis) in axes.Index().Where(axis => columns.Contains(axis.Item.Slot)))
            errors.Add($"axes[{place}].slot", $"A column of the list gives '{axis.Slot}' already.");
    }

    /// <summary>One cell of it: what axes and rows give is there for the other checks, and for parts that it switches on.</summary>
    private GenerationRequest SharedPart(BatchRequest request, IReadOnlyList<ReadAxis> axes, ReadList? list)
    {
        var slots = new Dictionary<string, JsonElement>(request.Slots ?? new Dictionary<string, JsonElement>());
        var needed = templates.Find(request.Template) is { } template
            ? (list?.Columns ?? []).Select(column => column.Slot).OfType<string>().Where(column => IsNeeded(request, template, column))
            : [];
        foreach (var column in needed)
        {
            if (list!.Rows.FirstOrDefault(row => row.ContainsKey(column)) is { } row)
                slots[column] = row[column];
        }

        foreach (var axis in axes)
            slots[axis.Slot] = axis.Values[0];
        return new GenerationRequest(request.Template, slots, Engine: request.Engine, Priority: request.Priority, Style: request.Style);
    }

    /// <summary>Fields that the axes and the list answer for, also where they could not be read.</summary>
    private static HashSet<string> Varied(BatchRequest request, ReadList? list) =>
    [
        .. (request.Axes ?? []).Select(axis => $"slots.{axis.Slot}"),
        .. (list?.Columns ?? []).Where(column => column.Slot is not null).Select(column => $"slots.{column.Slot}"),
        .. request.List is not null && list is null ? [$"slots.{Slot.Prompt}"] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> SlotsOf(IReadOnlyList<ReadAxis> axes, ReadList? list) =>
        axes.Select(axis => axis.Slot).Concat((list?.Columns ?? []).Select(column => column.Slot).OfType<string>());
}

internal sealed record ReadBatch(ReadRequest Shared, IReadOnlyList<ReadAxis> Axes, ReadList? List, BatchShape Shape);
