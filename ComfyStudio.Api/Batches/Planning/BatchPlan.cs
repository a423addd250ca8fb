using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>A batch that holds: every cell has its seed and a value for every slot.</summary>
internal sealed record BatchPlan(Template Template, BatchRequest Request, IReadOnlyList<ReadAxis> Axes, ReadList? List)
{
    /// <summary>What all share, as it was asked for or by default.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Shared { get; init; }

    /// <summary>Those to be made, in the order asked.</summary>
    public required IReadOnlyList<PlannedCell> Cells { get; init; }

    public required IReadOnlyList<FieldWarning> Warnings { get; init; }

    /// <summary>What the engines' nodes take.</summary>
    public required IReadOnlyList<NodeCatalog> Nodes { get; init; }

    /// <summary>Slots whose values may differ from cell to cell.</summary>
    public IReadOnlyList<string> Differing =>
        [.. (List?.Columns.Select(column => column.Slot).OfType<string>() ?? []).Concat(Axes.Select(axis => axis.Slot)).Distinct()];
}

/// <param name="At">Row, the values of three axes, number of the seed.</param>
internal sealed record PlannedCell(int[] At, ImagePlan Image)
{
    public string Prompt => Image.Values.GetValueOrDefault(Slot.Prompt) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}

/// <summary>What was made of a batch before it grows: these cells stay, with their seeds.</summary>
internal sealed record EarlierCells(IReadOnlyList<Keeping.BatchCell> Cells)
{
    public static readonly EarlierCells None = new([]);
}
