using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>
/// The seeds by row and number. Random ones are each row's own; along the axes they stay the same, so that only what the axes say
/// differs. Those of a batch that grows stay what they were.
/// </summary>
internal sealed class SeedTable
{
    private readonly Dictionary<(int Row, int Number), Seed> _seeds = [];
    private readonly Dictionary<(int Row, int Number), int> _order = [];

    public SeedTable(BatchRequest request, ReadBatch batch, SeedSource source, EarlierCells earlier)
    {
        foreach (var cell in earlier.Cells)
            Add((cell.At[0], cell.At[BatchShape.SeedAt]), cell.Seed);
        for (var row = 0; row < batch.Shape.Rows; row++)
        {
            foreach (var (number, seed) in Take(request, batch, source).Index())
                Add((row, number), seed);
        }
    }

    /// <summary>Names the batch for whatever follows from chance and must not change when it grows.</summary>
    public Seed First => _seeds[(0, 0)];

    public Seed Of(int[] at) => _seeds[(at[0], at[BatchShape.SeedAt])];

    /// <summary>The how many-th pair of row and seed it is: what was there before a batch grew keeps its number.</summary>
    public int NumberOf(int[] at) => _order[(at[0], at[BatchShape.SeedAt])];

    private static IReadOnlyList<Seed> Take(BatchRequest request, ReadBatch batch, SeedSource source) => request.Seeds switch
    {
        { Random: false, Base: { } first } seeds => source.Take(first, seeds.Count),
        { } seeds => source.Take(Seed.Random, seeds.Count),
        null => source.Take(SlotRules.SeedOf(batch.Shared.Values), 1),
    };

    private void Add((int Row, int Number) pair, Seed seed)
    {
        if (_seeds.TryAdd(pair, seed))
            _order[pair] = _order.Count;
    }
}
