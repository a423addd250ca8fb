using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Sequences.Document;

[JsonConverter(typeof(JsonStringEnumConverter<SeedRuleKind>))]
internal enum SeedRuleKind
{
    /// <summary>Each frame its own.</summary>
    [JsonStringEnumMemberName("perFrame")]
    PerFrame,

    /// <summary>All frames the same.</summary>
    [JsonStringEnumMemberName("fixed")]
    Fixed,

    /// <summary>The first frame the base, the second one more, and so on.</summary>
    [JsonStringEnumMemberName("basePlusFrame")]
    BasePlusFrame,
}
