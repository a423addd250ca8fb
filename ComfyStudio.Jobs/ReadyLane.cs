namespace ComfyStudio.Jobs;

/// <summary>
/// One line of waiting jobs: those of one owner that need the same of an engine; or those that must be settled on the engine that asks.
/// </summary>
/// <param name="Key">Its name in Redis, to be handed to a claim.</param>
/// <param name="Owner">Empty for jobs to be settled.</param>
/// <param name="BestScore">Of the job at its head: priority times 2^40, plus its place in line. Negative for jobs to be settled.</param>
public sealed record ReadyLane(string Key, string Owner, JobRequirements Requirements, double BestScore, long Count)
{
    private const double TierWidth = 1L << 40;

    /// <summary>The priority of the job at its head. Negative for jobs to be settled.</summary>
    public int Tier => TierOf(BestScore);

    /// <summary>They were sent already: the engine is asked what became of them.</summary>
    public bool Settles { get; init; }

    /// <summary>Names the requirements, see <see cref="RunSample.ClassKey"/>.</summary>
    public string ClassKey { get; init; } = "";

    /// <summary>The engine that should better not get these, for it failed them before; null for none.</summary>
    public string? AvoidEngineId { get; init; }

    /// <summary>Of the job at its head.</summary>
    public string TemplateId { get; init; } = "";

    /// <summary>When the job at its head came in.</summary>
    public DateTimeOffset WaitingSince { get; init; }

    /// <summary>How often the job at its head was passed over for one whose models were loaded.</summary>
    public int Overtaken { get; init; }

    /// <summary>When its owner was served last, rising with each claim; 0 for never.</summary>
    public long OwnerTurn { get; init; }

    internal static int TierOf(double score) => (int)Math.Floor(score / TierWidth);
}

/// <param name="Lanes">In order of preference; the first that still has a job gives its head.</param>
public sealed record ClaimRequest(string EngineId, string WorkerId, IReadOnlyList<string> Lanes)
{
    /// <summary>The lane whose turn it would have been, so that it is known how often its head was passed over.</summary>
    public string? Overtakes { get; init; }

    /// <summary>
    /// The engine's process, empty while it cannot be told. With it a job that brings no inputs gets its prompt id with the claim, and is
    /// <see cref="JobState.Submitting"/>; null leaves that for later.
    /// </summary>
    public string? EngineInstance { get; init; }

    /// <summary>Only when nothing waits in any other lane: whoever has not looked knows all the same that there is nothing to choose.</summary>
    public bool OnlyIfNothingElseWaits { get; init; }
}

/// <summary>How long an engine took for one job.</summary>
/// <param name="ClassKey">Names the job's requirements: equal requirements, equal key.</param>
/// <param name="Warm">Its models were loaded already.</param>
/// <param name="Seconds">On the engine, from the start of its execution to the end.</param>
/// <param name="Work">See <see cref="JobSpec.Work"/>; null when nobody could tell.</param>
public sealed record RunSample(string TemplateId, string ClassKey, bool Warm, double Seconds, DateTimeOffset At, double? Work = null);
