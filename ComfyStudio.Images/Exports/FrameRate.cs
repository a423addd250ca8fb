namespace ComfyStudio.Images.Exports;

/// <summary>Pictures a second as editors count them: whole, or slower by a thousandth, as television has it (23.976, 29.97, 59.94).</summary>
/// <param name="Nominal">What a timecode counts to within one second.</param>
/// <param name="IsSlow">Each picture lasts 1001/1000 of its time.</param>
public readonly record struct FrameRate(int Nominal, bool IsSlow = false)
{
    public const int Most = 60;

    // 23.98 is meant as 23.976.
    private const decimal Near = 0.005m;

    private static readonly int[] Slowed = [24, 30, 60];

    /// <summary>Pictures in <see cref="Seconds"/> seconds.</summary>
    public int Pictures => IsSlow ? Nominal * 1000 : Nominal;

    public int Seconds => IsSlow ? 1001 : 1;

    /// <returns>Null for what no editor knows.</returns>
    public static FrameRate? TryOf(decimal fps)
    {
        if (fps is >= 1 and <= Most && decimal.IsInteger(fps))
            return new FrameRate((int)fps);
        var slowed = Slowed.FirstOrDefault(nominal => Math.Abs(fps - (nominal * 1000m / 1001)) < Near);
        return slowed > 0 ? new FrameRate(slowed, IsSlow: true) : null;
    }

    /// <summary>How many pictures that is, to the nearest.</summary>
    public long Count(long milliseconds) => ((milliseconds * Pictures * 2) + (1000L * Seconds)) / (2000L * Seconds);
}
