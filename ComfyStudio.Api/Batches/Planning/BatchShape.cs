namespace ComfyStudio.Api.Batches.Planning;

/// <summary>How many cells there are, and which comes when. A place is the row, the value of each of three axes, and the number of the seed.</summary>
internal sealed record BatchShape(int Rows, IReadOnlyList<ReadAxis> Axes, int Seeds)
{
    public const int MostAxes = 3;
    public const int SeedAt = MostAxes + 1;

    public long Count => (long)Rows * Enumerable.Range(0, MostAxes).Aggregate(1L, (product, axis) => product * Length(axis)) * Seeds;

    /// <summary>In the order asked: rows, then axes, the last of them fastest, then seeds.</summary>
    public IEnumerable<int[]> Places() =>
        from row in Enumerable.Range(0, Rows)
        from first in Enumerable.Range(0, Length(0))
        from second in Enumerable.Range(0, Length(1))
        from third in Enumerable.Range(0, Length(2))
        from seed in Enumerable.Range(0, Seeds)
        select Place(row, [first, second, third], seed);

    private int Length(int axis) => axis < Axes.Count && Axes[axis].ZipWith is null ? Axes[axis].Values.Count : 1;

    private int[] Place(int row, int[] free, int seed)
    {
        var at = Enumerable.Range(0, MostAxes).Select(axis => axis < Axes.Count && Axes[axis].ZipWith is { } other ? free[other] : free[axis]);
        return [row, .. at, seed];
    }
}
