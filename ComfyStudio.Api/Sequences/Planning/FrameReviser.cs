using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Editing;
using ComfyStudio.Api.Sequences.Frames;

namespace ComfyStudio.Api.Sequences.Planning;

/// <summary>Has one frame changed by the producer as somebody wishes. Nothing else of the sequence is touched, and no picture is made.</summary>
internal sealed class FrameReviser(SequenceBook book, SequenceEditor editor, IScenePlanner planner)
{
    private const int LongestWish = 500;

    /// <exception cref="ProducerException">The producer is away, or what it answered cannot be used.</exception>
    public async Task<SequenceChange> ReviseAsync(string id, string frameId, ReviseFrame request, string owner, CancellationToken cancellationToken)
    {
        if (book.Find(id, owner) is not { } sequence)
            return SequenceEditor.NoSequence(id);
        if (sequence.Version != request.Version)
            return new SequenceChange.Stale(sequence);
        var errors = new FieldErrors();
        var (frame, wish) = (FrameEdits.Find(sequence, frameId, errors), request.Wish?.Trim() ?? "");
        Check(frame, wish, errors);
        if (frame is null || errors.Any)
            return new SequenceChange.Invalid(errors);

        var revised = await planner.ReviseAsync(PlanAdoption.WishOf(sequence, frame, wish), cancellationToken);
        return await ApplyAsync(id, owner, frame, revised, cancellationToken);
    }

    // Nobody waits while the producer thinks. Who writes elsewhere in the story meanwhile is not in its way; what is written into the frame stands.
    private async Task<SequenceChange> ApplyAsync(string id, string owner, Frame asked, SceneFrame revised, CancellationToken cancellationToken)
    {
        while (book.Find(id, owner) is { } now)
        {
            if (now.FindFrame(asked.Id) is not { } frame || !FrameLocks.AreTheSame(frame, asked))
                return new SequenceChange.Stale(now);
            var change = await editor.ChangeAsync(id, owner, now.Version, (read, _) => read.WithFrame(PlanAdoption.Over(frame, revised)), cancellationToken);
            if (change is not SequenceChange.Stale)
                return change;
        }

        return SequenceEditor.NoSequence(id);
    }

    private static void Check(Frame? frame, string wish, FieldErrors errors)
    {
        if (frame?.PromptOverride is not null)
            errors.Add("wish", "This frame has a prompt of its own: change that one, or take it away first.");
        if (wish.Length == 0)
            errors.Add("wish", "Say what shall be otherwise.");
        else if (wish.Length > LongestWish)
            errors.Add("wish", $"The wish has {wish.Length} characters; {LongestWish} are the most.");
    }
}
