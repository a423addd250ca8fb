using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>What became of a start.</summary>
internal abstract record RunOutcome
{
    private RunOutcome()
    {
    }

    /// <summary>In the queue for good.</summary>
    internal sealed record Started(Sequence Sequence, GroupId GroupId, int Images, IReadOnlyList<FieldWarning> Warnings) : RunOutcome;

    internal sealed record Invalid(FieldErrors Errors) : RunOutcome;

    internal sealed record Refused(ProblemKind Kind, string Detail) : RunOutcome;
}
