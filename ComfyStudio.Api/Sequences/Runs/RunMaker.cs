using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Makes of planned frames what the queue and the document get.</summary>
internal sealed class RunMaker(JobSpecMaker specs, SeedSource seeds, SequenceBook book)
{
    public Seed SeedOr(Seed asked) => seeds.Take(asked, 1)[0];

    public PendingRun Make(Sequence sequence, FramePlans plans, RunKind kind)
    {
        var begun = specs.NewGroup(sequence.Owner, SequenceBook.Kind);
        var run = new SequenceRun
        {
            GroupId = begun.Id,
            Pass = kind.Pass,
            CreatedAt = begun.CreatedAt,
            IsReroll = kind.IsReroll,
            StopAtFirstFailure = kind.StopAtFirstFailure,
            Key = kind.Key,
            Fingerprint = kind.Fingerprint,
        };
        var needed = plans.Frames.SelectMany(frame => frame.References).Where(reference => reference.Input is null).Select(reference => reference.Frame).ToHashSet();
        var group = GroupOf(sequence, run, plans.Frames.Count) with { ExpectsMore = plans.Frames.Any(frame => frame.Waits) };
        var made = plans.Frames.Select(frame => MadeOf(sequence, group, run, frame, plans.Frames.Count)).ToList();

        // First those that others wait for, then all that wait for none.
        return Pending(group, run, [.. made.Where(each => !each.Plan.Waits).OrderBy(each => needed.Contains(each.Plan.Frame.Id) ? 0 : 1)], made);
    }

    /// <summary>Frames of a run that waited and do not wait any more.</summary>
    public PendingRun Grow(Sequence sequence, SequenceRun run, IReadOnlyList<(FramePlan Plan, Take Take)> frames)
    {
        var count = sequence.AllTakes.Count(take => take.GroupId == run.GroupId);
        var waitStill = WaitingFrames.Of(sequence, run.GroupId).Select(take => take.Id).Except(frames.Select(frame => frame.Take.Id));
        var group = GroupOf(sequence, run, count) with { ExpectsMore = waitStill.Any() };
        var made = frames.Select(frame => MadeOf(sequence, group, run, frame.Plan, count).As(frame.Take)).ToList();
        return Pending(group, run, made, made) with { Grows = true };
    }

    private static PendingRun Pending(JobGroup group, SequenceRun run, IReadOnlyList<MadeFrame> sent, IEnumerable<MadeFrame> all) => new(
        group with { Jobs = [.. sent.Select(each => each.Job.Id)] }, [.. sent.Select(each => each.Job)], run,
        [.. all.Select(each => new PendingTake(each.Plan.Frame.Id, FileName(each.Plan), each.Take))]);

    /// <param name="count">How many frames the run has, those that wait among them.</param>
    private static JobGroup GroupOf(Sequence sequence, SequenceRun run, int count) => new()
    {
        Id = run.GroupId,
        Owner = sequence.Owner,
        Kind = SequenceBook.Kind,
        CreatedAt = run.CreatedAt,
        Jobs = [],
        About = JsonSerializer.Serialize(new RunAbout(sequence.Id, sequence.Title, run.Pass, count), PendingRunJson.Default.RunAbout),
        StopAtFirstFailure = run.StopAtFirstFailure,
    };

    private MadeFrame MadeOf(Sequence sequence, JobGroup group, SequenceRun run, FramePlan frame, int count)
    {
        var job = Job(sequence, group, frame, count);
        return new MadeFrame(frame, job, TakeOf(frame, job, run.Pass));
    }

    private JobSpec Job(Sequence sequence, JobGroup group, FramePlan frame, int count) => specs.Make(group, frame.Plan, 0) with
    {
        Index = frame.Index,
        GroupSize = count,
        Place = new JobPlace(JobPlace.Sequence, sequence.Id, FileName(frame)),
    };

    // By the number it has when it is made first: files do not move when frames do.
    private static string FileName(FramePlan frame) =>
        frame.Frame.FileName ?? string.Create(CultureInfo.InvariantCulture, $"frame_{frame.Index + 1:000}");

    private Take TakeOf(FramePlan frame, JobSpec job, TakePass pass) => new()
    {
        Id = book.NewId(),
        Pass = pass,
        JobId = job.Id,
        GroupId = job.GroupId,
        Seed = frame.Seed,
        Prompt = frame.Prompt,
        Negative = frame.Negative,
        References = frame.References,
        Waiting = frame.Waits ? frame.Values : null,
        Template = job.TemplateId,
        TemplateVersion = job.TemplateVersion,
        CreatedAt = job.CreatedAt,
    };

    private sealed record MadeFrame(FramePlan Plan, JobSpec Job, Take Take)
    {
        /// <summary>The take that waited, and not one more.</summary>
        internal MadeFrame As(Take waited) => this with { Take = Take with { Id = waited.Id, CreatedAt = waited.CreatedAt } };
    }
}
