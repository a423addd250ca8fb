using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Editing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Sequences;

/// <summary>How changes are answered: with the whole sequence, or with why there is none.</summary>
internal static class SequenceAnswers
{
    public static async Task<Results<Ok<SequenceView>, ProblemHttpResult>> AnswerAsync(
        this SequenceViewer viewer, Task<SequenceChange> changing, CancellationToken cancellationToken) => await changing switch
        {
            SequenceChange.Done done => TypedResults.Ok(await viewer.ViewAsync(done.Sequence, cancellationToken)),
            var refused => await viewer.RefuseAsync(refused, cancellationToken),
        };

    public static async Task<ProblemHttpResult> RefuseAsync(this SequenceViewer viewer, SequenceChange refused, CancellationToken cancellationToken) => refused switch
    {
        SequenceChange.Unknown unknown => ProblemKinds.NotFound.With(unknown.Detail),
        SequenceChange.Invalid invalid => invalid.Errors.ToProblem(),
        SequenceChange.Refused other => other.Kind.With(other.Detail),
        SequenceChange.Stale stale => Stale(await viewer.ViewAsync(stale.Current, cancellationToken)),
        _ => throw new InvalidOperationException($"{refused} is no refusal."),
    };

    private static ProblemHttpResult Stale(SequenceView current) => TypedResults.Problem(
        $"The sequence was changed meanwhile: it is at version {current.Version} now. Look at it again and repeat what is still wanted.",
        statusCode: ProblemKinds.Conflict.Status, title: ProblemKinds.Conflict.Title, type: ProblemKinds.Conflict.Type,
        extensions: new Dictionary<string, object?> { ["current"] = current });

    public static ProblemHttpResult Unknown(string id) => ProblemKinds.NotFound.With($"There is no sequence '{id}'.");
}
