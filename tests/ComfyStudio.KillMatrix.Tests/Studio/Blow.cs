namespace ComfyStudio.KillMatrix.Tests.Studio;

public enum BlowKind
{
    Kill,
    Freeze,
    CutSockets,
    Cancel,
}

/// <summary>One thing that goes wrong.</summary>
/// <param name="Target">A program's name, or of a cancelled job its place among all.</param>
/// <param name="Downtime">Until it is mended.</param>
internal sealed record Blow(BlowKind Kind, string Target, TimeSpan Downtime)
{
    private static readonly string[] Programs = ["redis", "api", "thumbnailer", "worker-1", "worker-2", "engine-1", "engine-2"];

    public override string ToString() => $"{Kind} {Target} for {Downtime.TotalSeconds:0.00} s";

    /// <summary>The same for the same seed.</summary>
    public static IReadOnlyList<Blow> Schedule(int seed, int count)
    {
#pragma warning disable CA5394 // Chance that has to be repeatable.
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Next(random))];
    }

    private static Blow Next(Random random)
    {
        var (chance, downtime) = (random.NextDouble(), TimeSpan.FromSeconds(2.5 * Math.Pow(random.NextDouble(), 2)));
        var program = Programs[random.Next(Programs.Length)];
        return chance switch
        {
            < 0.70 => new Blow(BlowKind.Kill, program, downtime),
            < 0.82 => new Blow(BlowKind.Freeze, program, downtime),
            < 0.90 => new Blow(BlowKind.CutSockets, $"engine-{random.Next(1, 3)}", TimeSpan.Zero),
            _ => new Blow(BlowKind.Cancel, $"{random.Next(200)}", TimeSpan.Zero),
        };
#pragma warning restore CA5394
    }
}
