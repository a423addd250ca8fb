using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;

namespace ComfyStudio.Api.Sequences.Editing;

/// <summary>What became of a change.</summary>
internal abstract record SequenceChange
{
    private SequenceChange()
    {
    }

    internal sealed record Done(Sequence Sequence) : SequenceChange;

    internal sealed record Unknown(string Detail) : SequenceChange;

    /// <summary>Somebody changed it since it was read.</summary>
    internal sealed record Stale(Sequence Current) : SequenceChange;

    internal sealed record Invalid(FieldErrors Errors) : SequenceChange;

    internal sealed record Refused(ProblemKind Kind, string Detail) : SequenceChange;
}
