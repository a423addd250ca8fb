using ComfyStudio.Api.Problems;

namespace ComfyStudio.Api.Producer;

/// <summary>There is no plan, for a reason that a person can be told.</summary>
internal sealed class ProducerException(ProblemKind kind, string message, string? raw = null, Exception? cause = null) : Exception(message, cause)
{
    public ProblemKind Kind { get; } = kind;

    /// <summary>What came instead of a plan, word for word.</summary>
    public string? Raw { get; } = raw;

    public static ProducerException Away(string message, Exception? cause = null) => new(ProblemKinds.ProducerAway, message, null, cause);

    public static ProducerException Unusable(string message, string raw) => new(ProblemKinds.ProducerAnswer, message, raw);
}
