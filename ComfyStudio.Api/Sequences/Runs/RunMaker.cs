using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Makes of planned frames what the queue and the document get.</summary>
internal sealed class RunMaker(JobSpecMaker specs, SeedSource seeds, SequenceBook book)
{
    public long SeedOr(long asked) => seeds.Take(asked, 1)[0];

    public PendingRun Make(Sequence sequence, FramePlans plans, RunKind kind)
    {
        var about = new RunAbout(sequence.Id, sequence.Title, kind.Pass, plans.Frames.Count);
        var group = specs.NewGroup(sequence.Owner, SequenceBook.Kind) with
        {
            About = JsonSerializer.Serialize(about, PendingRunJson.Default.RunAbout),
            StopAtFirstFailure = kind.StopAtFirstFailure,
        };
        var needed = plans.Frames.SelectMany(frame => frame.References).Where(reference => reference.Input is null).Select(reference => reference.Frame).ToHashSet();
        var made = plans.Frames.Select(frame => (Plan: frame, Job: Job(sequence, group, frame, plans.Frames.Count))).ToList();

        // First those that others wait for, then all that wait for none.
        var jobs = made.Where(each => !each.Plan.Waits).OrderBy(each => needed.Contains(each.Plan.Frame.Id) ? 0 : 1).Select(each => each.Job).ToList();
        var run = new SequenceRun
        {
            GroupId = group.Id,
            Pass = kind.Pass,
            CreatedAt = group.CreatedAt,
            IsReroll = kind.IsReroll,
            StopAtFirstFailure = kind.StopAtFirstFailure,
            Key = kind.Key,
            Fingerprint = kind.Fingerprint,
        };
        return new PendingRun(
            group with { Jobs = [.. jobs.Select(job => job.Id)] }, jobs, run,
            [.. made.Select(each => new PendingTake(each.Plan.Frame.Id, FileName(each.Plan), TakeOf(each.Plan, each.Job, kind.Pass)))]);
    }

    /// <summary>Frames of a run that waited and do not wait any more.</summary>
    public PendingRun Grow(Sequence sequence, SequenceRun run, IReadOnlyList<(FramePlan Plan, Take Take)> frames)
    {
        var count = sequence.AllFrames.Sum(frame => frame.Takes.Count(take => take.GroupId == run.GroupId));
        var group = new JobGroup
        {
            Id = run.GroupId,
            Owner = sequence.Owner,
            Kind = SequenceBook.Kind,
            CreatedAt = run.CreatedAt,
            Jobs = [],
            About = JsonSerializer.Serialize(new RunAbout(sequence.Id, sequence.Title, run.Pass, count), PendingRunJson.Default.RunAbout),
            StopAtFirstFailure = run.StopAtFirstFailure,
        };
        var made = frames.Select(frame => (frame.Plan, frame.Take, Job: Job(sequence, group, frame.Plan, count))).ToList();
        return new PendingRun(
            group with { Jobs = [.. made.Select(each => each.Job.Id)] }, [.. made.Select(each => each.Job)], run,
            [.. made.Select(each => new PendingTake(each.Plan.Frame.Id, FileName(each.Plan), TakeOf(each.Plan, each.Job, run.Pass) with { Id = each.Take.Id, CreatedAt = each.Take.CreatedAt }))])
        {
            Grows = true,
        };
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
}
