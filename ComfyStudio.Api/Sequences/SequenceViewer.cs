using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Prompts;
using ComfyStudio.Api.Sequences.Runs;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences;

/// <summary>Puts together what the page shows of a sequence.</summary>
internal sealed class SequenceViewer(TakeReader takes, PromptComposer composer, ImageIndex index, ImagePlaceholders placeholders)
{
    public async Task<SequenceView> ViewAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        var states = new SequenceStates(sequence, await takes.ReadAsync(sequence, onlyOpen: false, cancellationToken));
        var composed = composer.ComposeAll(sequence);
        IReadOnlyList<FrameView> frames = [.. sequence.Frames.Select((frame, i) => View(sequence, frame, i, composed[i], states))];
        return new SequenceView
        {
            Id = sequence.Id,
            Title = sequence.Title,
            Version = sequence.Version,
            Status = states.Status,
            CreatedAt = sequence.CreatedAt,
            UpdatedAt = sequence.UpdatedAt,
            Source = sequence.Source,
            Family = sequence.Family,
            Template = sequence.Template,
            Slots = sequence.Slots,
            Style = sequence.Style,
            Characters = sequence.Characters,
            Locations = sequence.Locations,
            Seed = sequence.Seed,
            StopAtFirstFailure = sequence.StopAtFirstFailure,
            Fps = sequence.Fps,
            ApprovedAt = sequence.ApprovedAt,
            BranchOf = sequence.BranchOf,
            Frames = frames,
            Removed = [.. sequence.Removed.Select(frame => new RemovedFrameView(frame.Id, frame.Title, frame.Action, frame.Takes.Count))],
            Run = states.Run is { } run ? View(run, states) : null,
            Cover = CoverOf(frames.Select(frame => frame.Image).ToList())?.Id,
        };
    }

    public async Task<SequenceSummary> SummarizeAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        var states = new SequenceStates(sequence, await takes.ReadAsync(sequence, onlyOpen: true, cancellationToken));
        var images = sequence.Frames.Select(frame => ImageOf(frame, states)).ToList();
        var failed = sequence.Frames.Where((frame, i) => images[i] is null && frame.Takes is [.., var last] && states.Of(last).HasFailed).Count();
        return new SequenceSummary(
            sequence.Id, sequence.Title, states.Status, sequence.Frames.Count, images.Count(image => image is not null), failed, CoverOf(images), sequence.CreatedAt,
            sequence.UpdatedAt, sequence.Version);
    }

    /// <summary>What is to be seen of each frame, in their order.</summary>
    public async Task<IReadOnlyList<(Frame Frame, ImageRecord? Image)>> PicturesAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        var states = new SequenceStates(sequence, await takes.ReadAsync(sequence, onlyOpen: false, cancellationToken));
        return [.. sequence.Frames.Select(frame => (frame, states.PictureOf(frame, index)))];
    }

    private FrameView View(Sequence sequence, Frame frame, int i, ComposedPrompt composed, SequenceStates states) => new()
    {
        Id = frame.Id,
        Number = i + 1,
        Title = frame.Title,
        Action = frame.Action,
        Description = frame.Description,
        ShotType = frame.ShotType,
        Cast = frame.Cast,
        Outfits = frame.Outfits,
        LocationId = frame.LocationId,
        TimeOfDay = frame.TimeOfDay,
        Seed = frame.Seed,
        NextSeed = RunStarter.SeedRule(sequence, states, TakePass.Final)(frame, i),
        Locks = frame.Locks,
        DurationMs = frame.DurationMs,
        Notes = frame.Notes,
        PromptOverride = frame.PromptOverride,
        Composed = composed,
        Picture = frame.Picture,
        Takes = [.. frame.Takes.Select(take => View(take, states.Of(take)))],
        Chosen = frame.Chosen,
        Shown = states.Shown(frame)?.Id,
        Image = ImageOf(frame, states),
    };

    private TakeView View(Take take, TakeState state)
    {
        var image = state.Image is { } record ? Describe(record) : null;
        return new TakeView
        {
            Id = take.Id,
            Pass = take.Pass,
            JobId = state.Job?.Id ?? take.Result?.JobId ?? take.JobId,
            GroupId = take.GroupId,
            Seed = take.Seed,
            Prompt = take.Prompt,
            Negative = take.Negative,
            References = take.References,
            Template = take.Template,
            TemplateVersion = take.TemplateVersion,
            CreatedAt = take.CreatedAt,
            State = state.State,
            ImageId = image?.Id,
            Blur = image?.Blur,
            Width = image?.Width,
            Height = image?.Height,
            Url = image?.Url,
            Thumbnails = image?.Thumbnails,
            Failure = state.Failure is { } message ? new TakeFailureView(state.FailureClass, message) : null,
            Progress = state.Progress,
            WaitReason = state.WaitReason,
        };
    }

    private static RunView View(SequenceRun run, SequenceStates states)
    {
        var ofRun = states.TakesOf(run).Select(take => take.State).ToList();
        return new RunView(
            run.GroupId, run.Pass, run.CreatedAt, run.EndedAt, run.StopAtFirstFailure, ofRun.Count, ofRun.Count(take => take.State is JobState.Succeeded),
            ofRun.Count(take => take.HasFailed), ofRun.Count(take => take.State is JobState.Cancelled), ofRun.Count(take => take.IsOpen));
    }

    private FrameImageView? ImageOf(Frame frame, SequenceStates states) => states.PictureOf(frame, index) is { } record ? Describe(record) : null;

    private FrameImageView Describe(ImageRecord record)
    {
        var view = ImageView.Of(record);
        return new FrameImageView(view.Id, view.Version, view.Width, view.Height, view.Kind, placeholders.Find(record), view.Url, view.Thumbnails);
    }

    // The first frame says most of a story; while it is missing, the one in the middle.
    private static FrameImageView? CoverOf(List<FrameImageView?> images) =>
        images.Count == 0 ? null : images[0] ?? images[images.Count / 2] ?? images.FirstOrDefault(image => image is not null);
}
