using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Generation;

/// <summary>What became of a request.</summary>
internal abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>Stored for good. <paramref name="Jobs"/> are those of the first request when it was sent twice.</summary>
    internal sealed record Accepted(GroupId GroupId, IReadOnlyList<JobId> Jobs, IReadOnlyList<FieldWarning> Warnings) : SubmitOutcome;

    internal sealed record Invalid(FieldErrors Errors) : SubmitOutcome;

    internal sealed record Refused(ProblemKind Kind, string Detail) : SubmitOutcome;
}
