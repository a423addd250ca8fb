using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Prompts;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>Turns a request into cells. What they share is planned once, each value of an axis and each row is tried out once against the engines' nodes.</summary>
internal sealed class BatchPlanner(BatchReader reader, EngineNodes engineNodes, PromptWriter prompts, CellMaker cells, TemplateBinder binder)
{
    /// <param name="rowErrors">Whether faults of single rows are faults of the request; otherwise those rows are told and left out.</param>
    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public async Task<BatchPlan?> PlanAsync(
        BatchRequest request, EarlierCells earlier, Fleet fleet, bool rowErrors, FieldErrors errors, CancellationToken cancellationToken)
    {
        var nodes = await engineNodes.ListAsync(fleet, request.Engine, cancellationToken);
        var style = prompts.FindStyle(request.Style, errors);
        if (reader.Read(request, fleet, nodes, errors) is not { } batch)
            return null;

        var warnings = new List<FieldWarning>();
        var list = TryOut(batch, nodes, errors, warnings);
        var isWhole = list is null || list.Errors.Count == 0;
        foreach (var fault in rowErrors && !isWhole ? list!.Errors : [])
            errors.Add($"list.rows[{fault.Row}].{fault.Slot ?? fault.Column}", fault.Message);
        if (errors.Any)
            return null;

        var made = cells.Make(request, batch, style, earlier, warnings);
        var usable = isWhole ? made : [.. made.Where(cell => list!.Errors.All(fault => fault.Row != cell.At[0]))];
        AddWarnings(request, batch, usable, nodes, warnings);
        return new BatchPlan(batch.Shared.Template, request, batch.Axes, list)
        {
            Shared = batch.Shared.Values,
            Cells = usable,
            Warnings = [.. warnings.Distinct()],
            Nodes = nodes,
        };
    }

    /// <summary>Whether the engines' nodes would take the values: of all that is shared, of each axis, of each row.</summary>
    private ReadList? TryOut(ReadBatch batch, IReadOnlyList<NodeCatalog> nodes, FieldErrors errors, List<FieldWarning> warnings)
    {
        if (nodes.Count == 0)
            return batch.List;
        var start = new int[BatchShape.SeedAt + 1];
        Check(batch, start, nodes, field => FirstOf(batch, field), errors, warnings);
        foreach (var (place, axis) in batch.Axes.Index().Where(axis => IsChecked(batch, axis.Item.Slot)))
        {
            for (var value = 1; value < axis.Values.Count; value++)
            {
                var (at, to) = (start.ToArray(), $"axes[{place}].values[{value}]");
                at[1 + place] = value;
                Check(batch, at, nodes, field => field == $"slots.{axis.Slot}" ? to : field, errors, warnings);
            }
        }

        return batch.List is { } list ? list with { Errors = [.. list.Errors.Concat(RowFaults(batch, list, nodes)).OrderBy(fault => fault.Row)] } : null;
    }

    private static string FirstOf(ReadBatch batch, string field)
    {
        var axis = batch.Axes.Index().Where(each => field == $"slots.{each.Item.Slot}").Select(each => $"axes[{each.Index}].values[0]").FirstOrDefault();
        var column = batch.List?.Columns.FirstOrDefault(each => each.Slot is not null && field == $"slots.{each.Slot}");
        return axis ?? (column is null ? field : $"list.rows[0].{column.Slot}");
    }

    private IEnumerable<RowError> RowFaults(ReadBatch batch, ReadList list, IReadOnlyList<NodeCatalog> nodes)
    {
        var columns = list.Columns.Where(column => column.Slot is not null && IsChecked(batch, column.Slot)).ToList();
        if (columns.Count == 0)
            yield break;
        for (var row = 1; row < list.Rows.Count; row++)
        {
            var found = new FieldErrors();
            Check(batch, [row, 0, 0, 0, 0], nodes, field => field, found, []);
            foreach (var column in columns.Where(column => found.Has($"slots.{column.Slot}")))
                yield return new RowError(row, column.Header, column.Slot, "The engine would not take it.");
        }
    }

    private void Check(
        ReadBatch batch, int[] at, IReadOnlyList<NodeCatalog> nodes, Func<string, string> nameOf, FieldErrors errors, List<FieldWarning> warnings)
    {
        var found = new FieldErrors();
        var read = CellMaker.ValuesAt(batch, at);
        // No node takes the -1 that asks for any seed; each cell gets one of its own later.
        var seed = SlotRules.SeedOf(read.Values) is { IsGiven: true } given ? given : 0;
        var tried = ImagePlan.Of(read, new Dictionary<string, JsonElement>(), seed);
        EngineCheck.Find(read.Template, binder.Bind(read.Template, tried.Values, nodes), nodes, found, warnings);
        errors.Include(found.Rename(nameOf));
    }

    // Nodes take any text and any seed.
    private static bool IsChecked(ReadBatch batch, string? slot) =>
        batch.Shared.Template.FindSlot(slot ?? "") is { Type: not (SlotType.Prompt or SlotType.Text or SlotType.Seed) };

    private void AddWarnings(BatchRequest request, ReadBatch batch, IReadOnlyList<PlannedCell> made, IReadOnlyList<NodeCatalog> nodes, List<FieldWarning> warnings)
    {
        if (made.MaxBy(cell => cell.Prompt.Length) is { } longest)
            warnings.AddRange(PromptTokens.Warnings(batch.Shared.Template, binder.Bind(batch.Shared.Template, longest.Image.Values, nodes).Graph, longest.Image.Values));
        if (request.Seeds is { Count: > 1 } && batch.Shared.Template.FindSlot(Slot.Seed) is null)
            warnings.Add(new FieldWarning("seeds.count", "The template has no seed: the pictures of a cell will all be the same."));
        if (request.Wildcards?.WithoutRepeats is true && made.Count > 0)
            AddRepeats(batch, made, warnings);
    }

    private void AddRepeats(ReadBatch batch, IReadOnlyList<PlannedCell> made, List<FieldWarning> warnings)
    {
        if (CellMaker.ValuesAt(batch, made[0].At).Values.GetValueOrDefault(Slot.Prompt) is not { ValueKind: JsonValueKind.String } text)
            return;
        var texts = prompts.NewCombinations().Count(text.GetString()!);
        var draws = made.Count(cell => cell.At[0] == made[0].At[0] && cell.At.AsSpan(1..BatchShape.SeedAt).SequenceEqual(made[0].At.AsSpan(1..BatchShape.SeedAt)));
        if (texts < draws)
            warnings.Add(new FieldWarning("wildcards.withoutRepeats", $"The prompt can be drawn in {texts} ways and is in {draws} pictures: texts come more than once."));
    }
}
