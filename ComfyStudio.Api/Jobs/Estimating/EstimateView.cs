namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>How long a job will still wait and run, from past runs. A part that they do not tell is null rather than guessed.</summary>
internal sealed record EstimateView
{
    /// <summary>Until it starts.</summary>
    public required RangeView? WaitSeconds { get; init; }

    /// <summary>From then on; of a running job what is left of it.</summary>
    public required RangeView? RunSeconds { get; init; }

    /// <summary>Whether its models will be loaded already; null when nobody can tell.</summary>
    public required bool? Warm { get; init; }

    /// <summary>The engine that is expected to take it.</summary>
    public required JobEngineView? Engine { get; init; }

    /// <summary>How many past runs the run time is taken from.</summary>
    public required int Samples { get; init; }
}

/// <summary>Seconds: eight of ten jobs lie between low and high.</summary>
internal sealed record RangeView(double Low, double Typical, double High)
{
    public static RangeView Of(double low, double typical, double high) => new(Rounded(low), Rounded(typical), Rounded(high));

    // A tenth of a second is more than anybody reads, and keeps the answer from changing all the time.
    private static double Rounded(double seconds) => Math.Round(Math.Max(0, seconds), 1);
}
