using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Producer.Families;

/// <summary>Models that are spoken to in the same way.</summary>
internal sealed record ModelFamily
{
    public required string Id { get; init; }

    public required string Label { get; init; }

    public required PromptDialect Dialect { get; init; }

    /// <summary>The six shot types in this family's words, in the order in which they take turns.</summary>
    public required IReadOnlyList<Shot> Shots { get; init; }

    /// <summary>What it wants to hear first, in every prompt.</summary>
    public required string Quality { get; init; }

    /// <summary>One for all; empty where the models take none.</summary>
    public required string Negative { get; init; }

    /// <summary>The words for a shot type; one that is not ours is words already.</summary>
    public string ShotWords(string shotType) => Shots.FirstOrDefault(shot => shot.Id == shotType)?.Words ?? shotType;
}

/// <param name="Id">The same in every family.</param>
/// <param name="Words">For a prompt.</param>
internal sealed record Shot(string Id, string Label, string Words);

[JsonConverter(typeof(JsonStringEnumConverter<PromptDialect>))]
internal enum PromptDialect
{
    /// <summary>Short words with commas between them.</summary>
    [JsonStringEnumMemberName("tags")]
    Tags,

    /// <summary>Whole sentences.</summary>
    [JsonStringEnumMemberName("prose")]
    Prose,

    /// <summary>A phrase for what happens, tags around it.</summary>
    [JsonStringEnumMemberName("mixed")]
    Mixed,
}
