using System.Text.Json;
using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Jobs.Estimating;
using ComfyStudio.Api.Templates;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

/// <summary>A job as the page shows it.</summary>
internal record JobView
{
    public required JobId Id { get; init; }
    public required GroupId GroupId { get; init; }

    /// <summary>Place in its group, from 0.</summary>
    public required int Index { get; init; }

    public required int GroupSize { get; init; }
    public required string Template { get; init; }
    public required JobState State { get; init; }
    public required long Sequence { get; init; }
    public required int Attempt { get; init; }
    public required bool CancelRequested { get; init; }

    /// <summary>0 (first) to 9 (last).</summary>
    public required int Priority { get; init; }

    /// <summary>It waits until its paused generation is resumed.</summary>
    public required bool Held { get; init; }

    /// <summary>Until then its cancel can be taken back.</summary>
    public required DateTimeOffset? UndoUntil { get; init; }

    /// <summary>Every value it is made with, by slot.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Slots { get; init; }

    public required string? Prompt { get; init; }

    /// <summary>As it was asked for, where alternatives were drawn or a style was put around it; else null.</summary>
    public required string? PromptTemplate { get; init; }

    /// <summary>A quick look: fewer steps and smaller than was asked for.</summary>
    public required bool Draft { get; init; }

    /// <summary>What was asked for, by slot, where it is made otherwise: the values of the picture that this is a draft of.</summary>
    public required IReadOnlyDictionary<string, JsonElement>? Asked { get; init; }

    public required Seed? Seed { get; init; }

    /// <summary>Jobs that come before it; 0 is next. Null when it does not wait.</summary>
    public required long? Position { get; init; }

    /// <summary>Why it waits, in one sentence.</summary>
    public required string? WaitReason { get; init; }

    /// <summary>When it will start and how long it will take, as far as past runs tell; null when they tell nothing.</summary>
    public required EstimateView? Estimate { get; init; }

    public required JobEngineView? Engine { get; init; }
    public required JobProgress? Progress { get; init; }
    public required string? PreviewUrl { get; init; }

    /// <summary>What came of it, once it has succeeded.</summary>
    public required IReadOnlyList<ImageView> Images { get; init; }

    public required FailureView? Failure { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? StartedAt { get; init; }
    public required DateTimeOffset? EndedAt { get; init; }
    public required JobId? RetryOf { get; init; }
    public required JobId? RetriedAs { get; init; }
    public required string? TraceId { get; init; }
}

internal sealed record JobEngineView(string Id, string Name);

/// <summary>Why it failed, with the engine's own node and field where it named them.</summary>
internal sealed record FailureView(
    FailureClass Class, string Message, string? NodeId, string? NodeType, string? Field, string? Detail, string? EngineId, int Attempt, DateTimeOffset At)
{
    public static FailureView Of(JobFailure failure) => new(
        failure.Class, failure.Message, failure.NodeId, failure.NodeType, failure.Field, failure.Detail, failure.EngineId, failure.Attempt, failure.At);
}

/// <summary>A job with everything that is known of it.</summary>
internal sealed record JobDetailView : JobView
{
    // The compiler cannot tell that the copy brings all required members.
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public JobDetailView(JobView view, Job job)
        : base(view)
    {
        TemplateVersion = job.Spec.TemplateVersion;
        Graph = job.Spec.Graph;
        Requirements = job.Spec.Requirements;
        Failures = [.. job.Failures.Select(FailureView.Of)];
        Times = new JobTimesView(
            job.Spec.CreatedAt, job.NotBefore, job.LeasedAt, job.SubmittedAt, job.StartedAt, job.CollectingAt, job.EndedAt);
    }

    public string TemplateVersion { get; init; }

    /// <summary>The graph in ComfyUI's API format, exactly as it is sent.</summary>
    public JsonElement Graph { get; init; }

    public JobRequirements Requirements { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<FailureView> Failures { get; init; }

    public JobTimesView Times { get; init; }
}

internal sealed record JobTimesView(
    DateTimeOffset CreatedAt, DateTimeOffset? NotBefore, DateTimeOffset? LeasedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? CollectingAt, DateTimeOffset? EndedAt);
