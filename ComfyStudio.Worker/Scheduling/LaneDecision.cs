using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Scheduling;

/// <summary>What an engine does with its free place, and why, in a sentence for a person.</summary>
internal abstract record LaneDecision(string Reason)
{
    /// <summary>What it could do and leaves to others.</summary>
    public IReadOnlyList<LeftLane> Left { get; init; } = [];

    public sealed record Take(ReadyLane Lane, string Reason) : LaneDecision(Reason)
    {
        /// <summary>The lane whose turn it would have been.</summary>
        public string? Overtakes { get; init; }

        /// <summary>How long the job is expected to take here.</summary>
        public TimeSpan Expected { get; init; }

        /// <summary>No job of its kind was ever seen.</summary>
        public bool IsGuess { get; init; }
    }

    public sealed record Wait(string Reason) : LaneDecision(Reason);
}

/// <summary>A lane that an engine leaves to another one.</summary>
/// <param name="To">The name of the engine that is expected to take it.</param>
/// <param name="Expected">When its last job is expected to be done there.</param>
internal sealed record LeftLane(ReadyLane Lane, string To, TimeSpan Expected, string Reason);
