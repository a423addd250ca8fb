namespace ComfyStudio.Simulator.Painting;

/// <summary>Chance that repeats: the same seed always throws the same.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public uint Bits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (uint)((z ^ (z >> 31)) >> 32);
    }

    public float Between(float low, float high) => low + ((high - low) * ((Bits() >> 8) / 16_777_216f));

    public int Below(int count) => (int)(Bits() % (uint)count);

    public bool Chance(float probability) => Between(0, 1) < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    public Noise Noise() => new(Bits());

    /// <summary>A number for a text, the same on every machine and in every run.</summary>
    public static ulong HashOf(string text)
    {
        var hash = 14_695_981_039_346_656_037;
        foreach (var letter in text)
            hash = (hash ^ letter) * 1_099_511_628_211;
        return hash;
    }
}
