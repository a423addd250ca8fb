using System.Globalization;
using ComfyStudio.Api.Problems;

namespace ComfyStudio.Api.Batches;

/// <summary>What goes across and what goes down, where somebody looks at the grid and wants the sheet like it.</summary>
/// <param name="Across">The key of an edge; null as usual.</param>
/// <param name="DownTo">The key of another one.</param>
internal sealed record SheetView(string? Across, string? DownTo)
{
    internal const string Row = "row";
    internal const string Seed = "seed";
    private const string Axis = "axis";

    public void Check(int axes, FieldErrors errors)
    {
        Check("across", Across, axes, errors);
        Check("down", DownTo, axes, errors);
        if (Across is not null && Across == DownTo)
            errors.Add("down", "The same cannot go across and down.");
    }

    /// <summary>What goes across first, then what goes down: the first that fits is taken for the columns.</summary>
    public IReadOnlyList<SheetEdge> Order(IReadOnlyList<SheetEdge> edges) =>
        [.. edges.OrderBy(edge => edge.Key == Across ? 0 : edge.Key == DownTo ? 1 : 2)];

    /// <summary>Outermost first: a grid as it is seen for each value of what is not seen beside it.</summary>
    public IReadOnlyList<SheetEdge> Down(IReadOnlyList<SheetEdge> edges, SheetEdge across) =>
        [.. edges.Where(edge => edge != across).OrderBy(edge => edge.Key == DownTo ? 1 : 0)];

    private static void Check(string field, string? key, int axes, FieldErrors errors)
    {
        if (key is null or Row or Seed || (key.StartsWith(Axis, StringComparison.Ordinal)
            && int.TryParse(key.AsSpan(Axis.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < axes))
            return;
        errors.Add(field, $"Say {Row}, {Seed}{(axes == 0 ? "" : axes == 1 ? " or axis0" : $" or axis0 to axis{axes - 1}")}.");
    }
}
