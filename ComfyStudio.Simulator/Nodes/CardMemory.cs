namespace ComfyStudio.Simulator.Nodes;

/// <summary>
/// What lies in the pretended card's memory, and how long it takes until a model does. The one used longest ago leaves when there is no
/// room. Knows no clock, so that it also serves where time is only counted.
/// </summary>
/// <param name="load">For a checkpoint of 6 GiB; others take their share of it.</param>
public sealed class CardMemory(long bytes, TimeSpan load)
{
    /// <summary>What a loader node still costs whose model lies in memory.</summary>
    private const double WarmShare = 1.0 / 40;

    private const long ReferenceBytes = 6L << 30;

    private readonly LinkedList<string> _loaded = new();

    public long FreeBytes => bytes - _loaded.Sum(SizeOf);

    public bool Holds(string name) => _loaded.Contains(name);

    /// <summary>Puts a model there; answers how long that takes.</summary>
    public TimeSpan Load(string name)
    {
        var full = load * ((double)SizeOf(name) / ReferenceBytes);
        var known = _loaded.Remove(name);
        while (_loaded.Count > 0 && FreeBytes < SizeOf(name))
            _loaded.RemoveFirst();
        _loaded.AddLast(name);
        return known ? full * WarmShare : full;
    }

    public void Clear() => _loaded.Clear();

    private long SizeOf(string name) => Math.Min(bytes, SizeByName(name));

    private static long SizeByName(string name) =>
        name.Contains("flux", StringComparison.OrdinalIgnoreCase) ? 11L << 30
        : name.Contains("xl", StringComparison.OrdinalIgnoreCase) ? 6L << 30
        : 2L << 30;
}
