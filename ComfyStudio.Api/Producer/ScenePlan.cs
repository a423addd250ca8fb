using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Producer;

/// <summary>A text as shots, and what is the same in all of them.</summary>
internal sealed record ScenePlan
{
    public required ScenePlanKind Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>Before every shot: quality, style.</summary>
    public required string Prefix { get; init; }

    /// <summary>After every shot.</summary>
    public required string Suffix { get; init; }

    /// <summary>One for all shots; empty where the model family knows none.</summary>
    public required string Negative { get; init; }

    /// <summary>The one word that is used for each of these synonyms.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Keywords { get; init; }

    public required IReadOnlyList<SceneCharacter> Characters { get; init; }

    public required IReadOnlyList<SceneLocation> Locations { get; init; }

    public required IReadOnlyList<SceneFrame> Frames { get; init; }

    /// <summary>What a person should know before they go on, in sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What a producer outside of the studio said, word for word; null when nobody was asked.</summary>
    public string? Raw { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<ScenePlanKind>))]
internal enum ScenePlanKind
{
    /// <summary>Shots were made of a story.</summary>
    [JsonStringEnumMemberName("story")]
    Story,

    /// <summary>Numbered lines, taken as they are.</summary>
    [JsonStringEnumMemberName("shotList")]
    ShotList,

    [JsonStringEnumMemberName("csv")]
    Csv,

    [JsonStringEnumMemberName("fountain")]
    Fountain,
}

/// <param name="Id">Unique in its plan, short, made of the name: <c>mara</c>.</param>
/// <param name="Looks">What never changes, as words of a prompt.</param>
/// <param name="Outfits">Empty when nothing is said of clothes; the first one is worn unless a frame says otherwise.</param>
internal sealed record SceneCharacter(string Id, string Name, string Looks, IReadOnlyList<SceneOutfit> Outfits);

/// <param name="Id">Unique among those of its wearer.</param>
internal sealed record SceneOutfit(string Id, string Name, string Text);

/// <param name="Id">Unique in its plan.</param>
internal sealed record SceneLocation(string Id, string Name, string Looks, string Light);

/// <summary>One shot: only what is its own. People, places and style are added from the plan when the prompt is composed.</summary>
internal sealed record SceneFrame
{
    public const int DefaultDurationMs = 2000;

    public required string Title { get; init; }

    /// <summary>What happens, as words of a prompt.</summary>
    public required string Action { get; init; }

    /// <summary>What happens, for people.</summary>
    public string Description { get; init => field = value ?? ""; } = "";

    /// <summary>The id of a <see cref="Families.Shot"/>, or words of the user's own.</summary>
    public string ShotType { get; init => field = value ?? ""; } = "";

    /// <summary>Ids of those who are to be seen.</summary>
    public IReadOnlyList<string> Cast { get; init => field = value ?? []; } = [];

    /// <summary>What they wear, by the ids of both; who is not named wears the first they have.</summary>
    public IReadOnlyDictionary<string, string> Outfits { get; init => field = value ?? NoOutfits; } = NoOutfits;

    public string? LocationId { get; init; }

    /// <summary>Words of a prompt: <c>at night</c>.</summary>
    public string? TimeOfDay { get; init; }

    /// <summary>How long it is shown.</summary>
    public int DurationMs { get; init => field = value > 0 ? value : DefaultDurationMs; } = DefaultDurationMs;

    public string Notes { get; init => field = value ?? ""; } = "";

    private static readonly IReadOnlyDictionary<string, string> NoOutfits = new Dictionary<string, string>();
}
