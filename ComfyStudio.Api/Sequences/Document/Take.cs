using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Document;

/// <summary>One try at a frame, with all that it was asked for with: enough to make the same picture again.</summary>
internal sealed record Take
{
    public required string Id { get; init; }
    public required TakePass Pass { get; init; }
    public required JobId JobId { get; init; }
    public required GroupId GroupId { get; init; }
    public required Seed Seed { get; init; }
    public required string Prompt { get; init; }
    public string? Negative { get; init; }

    /// <summary>Which picture went where, by its content's hash.</summary>
    public IReadOnlyList<TakeReference> References { get; init => field = value ?? []; } = [];

    public required string Template { get; init; }
    public required string TemplateVersion { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The values that it will be asked for with, but for the pictures that it waits for; null once the queue has it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Waiting { get; init; }

    /// <summary>How it ended, for the time when the queue has forgotten it; null until then.</summary>
    public TakeResult? Result { get; init; }

    /// <summary>The queue does not know it yet: pictures that it needs are still being made.</summary>
    [JsonIgnore]
    public bool IsWaiting => Waiting is not null && Result is null;

    public Take WithResult(TakeResult result) => this with { Waiting = null, Result = result };
}

/// <param name="Input">The id of the picture: the SHA-256 of its bytes; null as long as the frame that it comes of is being made.</param>
/// <param name="Slot">Of the template.</param>
/// <param name="Character">Whose picture; null for one of a place.</param>
/// <param name="Frame">The id of the frame that it stood in; null for an uploaded one.</param>
internal sealed record TakeReference(string? Input, string Slot, double Weight, string? Character, string? Frame = null);

/// <param name="Image">What came of it.</param>
/// <param name="JobId">The job that ended so, where it was tried again.</param>
internal sealed record TakeResult(JobState State, ImageId? Image, JobId JobId, FailureClass? FailureClass = null, string? Failure = null);

[JsonConverter(typeof(JsonStringEnumConverter<TakePass>))]
internal enum TakePass
{
    /// <summary>Small and quick, to see whether the story is told well.</summary>
    [JsonStringEnumMemberName("proof")]
    Proof,

    [JsonStringEnumMemberName("final")]
    Final,
}
