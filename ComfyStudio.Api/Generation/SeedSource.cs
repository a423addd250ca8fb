using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

/// <summary>Gives each image of a request its own seed.</summary>
internal sealed class SeedSource(Random random)
{
    /// <param name="first">The seed that was asked for, or <see cref="Slot.RandomSeed"/> for a new one each.</param>
    public IReadOnlyList<long> Take(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(index => first == Slot.RandomSeed ? random.NextInt64(Slot.MaxSeed + 1) : Next(first, index))];

    // Past the highest comes 0 again.
    private static long Next(long first, int index) => (first + index) % (Slot.MaxSeed + 1);
}
