using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

/// <summary>Gives each image of a request its own seed.</summary>
internal sealed class SeedSource(Random random)
{
    /// <param name="first">The seed that was asked for, or <see cref="Seed.Random"/> for a new one each.</param>
    public IReadOnlyList<Seed> Take(Seed first, int count) =>
        [.. Enumerable.Range(0, count).Select(index => first.IsRandom ? random.NextInt64(Slot.MaxDrawnSeed + 1) : first.Next(index))];
}
