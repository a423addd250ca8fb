using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Sequences.Document;

/// <summary>How far a sequence is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SequenceStatus>))]
internal enum SequenceStatus
{
    /// <summary>It has no frames yet.</summary>
    [JsonStringEnumMemberName("prompting")]
    Prompting,

    /// <summary>Its frames can be read and changed; nothing was made yet.</summary>
    [JsonStringEnumMemberName("reviewing")]
    Reviewing,

    [JsonStringEnumMemberName("generating")]
    Generating,

    /// <summary>The last run has ended; some of its frames may have failed.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,

    /// <summary>Nothing came of the last run, or it was stopped by its first failure.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
