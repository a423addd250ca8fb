using System.Text.Json;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Prompts;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences;

/// <summary>A sequence as the page shows it: what people wrote, the prompts that come of it, and how its pictures stand.</summary>
internal sealed record SequenceView
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>To be sent along with every change.</summary>
    public required int Version { get; init; }

    public required SequenceStatus Status { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required SequenceSource Source { get; init; }
    public required string? Family { get; init; }
    public required string? Template { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Slots { get; init; }
    public required SequenceStyle Style { get; init; }
    public required IReadOnlyList<Character> Characters { get; init; }
    public required IReadOnlyList<Location> Locations { get; init; }
    public required SeedRule Seed { get; init; }
    public required bool StopAtFirstFailure { get; init; }
    public required double? Fps { get; init; }
    public required DateTimeOffset? ApprovedAt { get; init; }
    public required string? BranchOf { get; init; }
    public required IReadOnlyList<FrameView> Frames { get; init; }

    /// <summary>Frames that were taken out, the latest first: adding one by its id brings it back with its takes.</summary>
    public required IReadOnlyList<RemovedFrameView> Removed { get; init; }

    /// <summary>The last run; null before the first.</summary>
    public required RunView? Run { get; init; }

    /// <summary>Id of the picture that stands for all.</summary>
    public required ImageId? Cover { get; init; }
}

/// <param name="Total">Its frames; each is one of the next four, or under way.</param>
internal sealed record RunView(
    GroupId GroupId, TakePass Pass, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, bool StopAtFirstFailure, int Total, int Done, int Failed, int Cancelled, int Open);

internal sealed record RemovedFrameView(string Id, string Title, string Action, int Takes);

internal sealed record FrameView
{
    public required string Id { get; init; }

    /// <summary>Its place, from 1.</summary>
    public required int Number { get; init; }

    public required string Title { get; init; }
    public required string Action { get; init; }
    public required string Description { get; init; }
    public required string ShotType { get; init; }
    public required IReadOnlyList<string> Cast { get; init; }
    public required IReadOnlyDictionary<string, string> Outfits { get; init; }
    public required string? LocationId { get; init; }
    public required string? TimeOfDay { get; init; }
    public required Seed? Seed { get; init; }

    /// <summary>The seed that the next run will use.</summary>
    public required Seed NextSeed { get; init; }

    public required IReadOnlyList<string> Locks { get; init; }
    public required int DurationMs { get; init; }
    public required string Notes { get; init; }
    public required string? PromptOverride { get; init; }
    public required ComposedPrompt Composed { get; init; }

    /// <summary>A picture of one's own that stands here instead of any take.</summary>
    public required ImageId? Picture { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<TakeView> Takes { get; init; }

    /// <summary>The take that somebody chose.</summary>
    public required string? Chosen { get; init; }

    /// <summary>The take that is shown: the chosen one, else the latest that has come.</summary>
    public required string? Shown { get; init; }

    /// <summary>What is to be seen of this frame; null while there is nothing.</summary>
    public required FrameImageView? Image { get; init; }
}

internal sealed record TakeView
{
    public required string Id { get; init; }
    public required TakePass Pass { get; init; }
    public required JobId JobId { get; init; }
    public required GroupId GroupId { get; init; }
    public required Seed Seed { get; init; }
    public required string Prompt { get; init; }
    public required string? Negative { get; init; }
    public required IReadOnlyList<TakeReference> References { get; init; }
    public required string Template { get; init; }
    public required string TemplateVersion { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required JobState State { get; init; }
    public required ImageId? ImageId { get; init; }
    public required string? Blur { get; init; }
    public required int? Width { get; init; }
    public required int? Height { get; init; }
    public required string? Url { get; init; }

    /// <summary>Addresses by longest side in pixels.</summary>
    public required IReadOnlyDictionary<string, string>? Thumbnails { get; init; }

    public required TakeFailureView? Failure { get; init; }

    /// <summary>Which frames must be there before the queue gets it, in words; null for one that waits for nothing but its turn.</summary>
    public required string? WaitReason { get; init; }

    /// <summary>From 0 to 1 while an engine has it.</summary>
    public required double? Progress { get; init; }
}

internal sealed record TakeFailureView(FailureClass? Class, string Message);

internal sealed record FrameImageView(
    ImageId Id, string Version, int Width, int Height, ImageMotion Kind, string? Blur, string Url, IReadOnlyDictionary<string, string> Thumbnails);

internal sealed record SequencePageView(IReadOnlyList<SequenceSummary> Items, string? NextCursor);

/// <param name="Frames">How many it has.</param>
/// <param name="Done">How many of them have a picture.</param>
/// <param name="Failed">How many of them came to nothing.</param>
internal sealed record SequenceSummary(
    string Id, string Title, SequenceStatus Status, int Frames, int Done, int Failed, FrameImageView? Cover, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version);

/// <param name="Current">Number of the frame that an engine works on; null when none does.</param>
/// <param name="Total">Frames of the last run.</param>
/// <param name="SecondsLeft">From past runs; null when they tell nothing.</param>
internal sealed record SequenceProgressView(
    SequenceStatus Status, TakePass? Pass, int? Current, int Total, int Done, int Failed, double? SecondsLeft, IReadOnlyList<FrameProgressView> Frames);

/// <param name="State">Of its latest take; null when there is none.</param>
/// <param name="Progress">From 0 to 1 while an engine has it.</param>
/// <param name="WaitReason">Which frames must be there before the queue gets it, in words.</param>
internal sealed record FrameProgressView(string Id, JobState? State, ImageId? ImageId, double? Progress, string? WaitReason);
