using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Editing;

namespace ComfyStudio.Api.Sequences.Planning;

/// <summary>Has a sequence planned by the producer. What was typed is on the disk before anybody is asked, and stays there whatever the answer.</summary>
internal sealed class SequencePlanner(SequenceBook book, SequenceEditor editor, IScenePlanner planner)
{
    /// <summary>The sequence with its plan, or with the reason why it has none.</summary>
    /// <param name="takesTitle">Nobody gave it a title yet.</param>
    public async Task<SequenceChange> PlanAsync(Sequence sequence, string owner, bool takesTitle, CancellationToken cancellationToken)
    {
        // Nobody else waits meanwhile: a model may take a minute over a story.
        var (plan, problem) = await AskAsync(sequence, cancellationToken);
        return await book.AloneAsync(sequence.Id, () => Task.FromResult(Apply()), cancellationToken);

        SequenceChange Apply()
        {
            if (book.Find(sequence.Id, owner) is not { } now)
                return SequenceEditor.NoSequence(sequence.Id);
            if (now.Version != sequence.Version)
                return new SequenceChange.Stale(now);
            var planned = plan is null ? now with { Source = now.Source with { Problem = problem } } : PlanAdoption.Adopt(now, plan, book.NewId);
            return editor.Store(now, takesTitle && plan?.Title is { Length: > 0 } title ? planned with { Title = title } : planned, new FieldErrors());
        }
    }

    private async Task<(ScenePlan? Plan, PlanProblem? Problem)> AskAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        var source = sequence.Source;
        var request = new SceneRequest(source.Text, source.Frames, source.Arc, sequence.Family, PlanAdoption.KeptOf(sequence));
        try
        {
            return (await planner.PlanAsync(request, cancellationToken), null);
        }
        catch (ProducerException exception)
        {
            return (null, new PlanProblem(exception.Kind.Type, exception.Message, exception.Raw));
        }
    }
}
