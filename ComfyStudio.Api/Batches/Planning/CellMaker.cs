using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Prompts;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>Gives each cell its values, its seed and its texts.</summary>
internal sealed class CellMaker(PromptWriter prompts, SeedSource seeds)
{
    /// <param name="earlier">What is there already and stays.</param>
    public IReadOnlyList<PlannedCell> Make(BatchRequest request, ReadBatch batch, PromptStyle? style, EarlierCells earlier, List<FieldWarning> warnings)
    {
        var known = earlier.Cells.Select(cell => Key(cell.At)).ToHashSet(StringComparer.Ordinal);
        var rows = new SeedTable(request, batch, seeds, earlier);
        var combinations = request.Wildcards?.WithoutRepeats is true ? prompts.NewCombinations() : null;
        return
        [
            .. batch.Shape.Places().Where(at => !known.Contains(Key(at)))
                .Select(at => Make(batch, style, at, rows.Of(at), combinations is null ? null : (slot, text) => combinations.Draw(text, rows.NumberOf(at), rows.First), warnings)),
        ];
    }

    /// <summary>What is asked for in one place.</summary>
    public static ReadRequest ValuesAt(ReadBatch batch, int[] at)
    {
        var values = new Dictionary<string, JsonElement>(batch.Shared.Values);
        foreach (var (slot, value) in batch.List?.Rows[at[0]] ?? new Dictionary<string, JsonElement>())
            values[slot] = value;
        foreach (var (place, axis) in batch.Axes.Index())
            values[axis.Slot] = axis.Values[at[1 + place]];
        return batch.Shared with { Values = values };
    }

    private PlannedCell Make(ReadBatch batch, PromptStyle? style, int[] at, Seed drawn, Func<Slot, string, DrawnText>? draw, List<FieldWarning> warnings)
    {
        var read = ValuesAt(batch, at);
        var seed = IsGivenHere(batch, at) && SlotRules.SeedOf(read.Values) is { IsGiven: true } given ? given : drawn;
        var changed = prompts.Write(read, style, draw ?? ((slot, text) => prompts.DrawBySeed(slot, text, seed)), warnings);
        return new PlannedCell(at, ImagePlan.Of(read, changed, seed));
    }

    private static bool IsGivenHere(ReadBatch batch, int[] at) =>
        batch.Axes.Any(axis => axis.Slot == Slot.Seed) || batch.List?.Rows[at[0]].ContainsKey(Slot.Seed) is true;

    private static string Key(int[] at) => string.Join(',', at);
}
