using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Prompts;

/// <summary>
/// Numbers that follow from a seed, the same for ever: those of <see cref="Random"/> may change with the runtime, and an old prompt would
/// be drawn otherwise. The method is SplitMix64.
/// </summary>
internal sealed class Drawing(Seed seed, string purpose)
{
    private ulong _state = purpose.Aggregate(seed.Number, (hash, letter) => (hash ^ letter) * 0x100000001B3);

    /// <returns>From 0 to <paramref name="count"/> - 1.</returns>
    public int Next(int count)
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)count);
    }
}
