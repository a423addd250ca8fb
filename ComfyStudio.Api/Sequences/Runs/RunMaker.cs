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
        var jobs = plans.Frames.Select(frame => (Plan: frame, Name: FileName(frame), Job: Job(sequence, group, frame, plans.Frames.Count))).ToList();
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
            group with { Jobs = [.. jobs.Select(job => job.Job.Id)] }, [.. jobs.Select(job => job.Job)], run,
            [.. jobs.Select(job => new PendingTake(job.Plan.Frame.Id, job.Name, TakeOf(job.Plan, job.Job, kind.Pass)))]);
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
        Template = job.TemplateId,
        TemplateVersion = job.TemplateVersion,
        CreatedAt = job.CreatedAt,
    };
}
