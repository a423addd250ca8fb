namespace ComfyStudio.Bench.Thumbs;

/// <param name="Distinct">Pictures that are drawn; the rest are copies of them, which cost a decoder the same.</param>
internal sealed record ThumbsPlan(int Count, int Distinct, int Rounds)
{
    public static readonly ThumbsPlan Whole = new(Count: 300, Distinct: 30, Rounds: 5);
    public static readonly ThumbsPlan Quick = new(Count: 60, Distinct: 10, Rounds: 2);

    /// <summary>Made before anything is measured: code is compiled, heaps have grown.</summary>
    public const int WarmUps = 60;

    public int Threads { get; } = Environment.ProcessorCount;
    public int Side { get; } = 300;
    public int Quality { get; } = 80;
    public int Effort { get; } = 2;
}
