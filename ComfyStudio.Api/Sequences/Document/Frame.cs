using ComfyStudio.Api.Templates;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Sequences.Document;

/// <summary>One shot: what is its own, and every picture that was made of it.</summary>
internal sealed record Frame
{
    public const int UsualDurationMs = 2000;

    public required string Id { get; init; }
    public string Title { get; init => field = value ?? ""; } = "";

    /// <summary>What happens, as words of the prompt.</summary>
    public string Action { get; init => field = value ?? ""; } = "";

    /// <summary>What happens, for people.</summary>
    public string Description { get; init => field = value ?? ""; } = "";

    /// <summary>One of the family's shot types, or words of one's own.</summary>
    public string ShotType { get; init => field = value ?? ""; } = "";

    /// <summary>Ids of those who are to be seen.</summary>
    public IReadOnlyList<string> Cast { get; init => field = value ?? []; } = [];

    /// <summary>What they wear, by the ids of both; who is not named wears the first they have.</summary>
    public IReadOnlyDictionary<string, string> Outfits { get; init => field = value ?? NoOutfits; } = NoOutfits;

    public string? LocationId { get; init; }
    public string? TimeOfDay { get; init; }

    /// <summary>Its own; null follows the sequence's rule.</summary>
    public Seed? Seed { get; init; }

    /// <summary>Names of cells that neither a new plan nor an edit may change.</summary>
    public IReadOnlyList<string> Locks { get; init => field = value ?? []; } = [];

    /// <summary>How long it is shown.</summary>
    public int DurationMs { get; init => field = value > 0 ? value : UsualDurationMs; } = UsualDurationMs;

    public string Notes { get; init => field = value ?? ""; } = "";

    /// <summary>The whole prompt, instead of the one that would be put together.</summary>
    public string? PromptOverride { get; init; }

    /// <summary>A picture of the gallery that stands here instead of any take.</summary>
    public ImageId? Picture { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Take> Takes { get; init => field = value ?? []; } = [];

    /// <summary>The take that somebody chose; null shows the latest one that has come.</summary>
    public string? Chosen { get; init; }

    /// <summary>The take that stood here when the proofs were found good: until the picture proper of its seed has come.</summary>
    public string? Approved { get; init; }

    /// <summary>What its files are called, from its number when the first was made; they stay where they are when frames are moved.</summary>
    public string? FileName { get; init; }

    private static readonly IReadOnlyDictionary<string, string> NoOutfits = new Dictionary<string, string>();

    public Take? FindTake(string? id) => Takes.FirstOrDefault(take => take.Id == id);

    /// <summary>The take that is shown, whoever asks: the chosen one, else what has come of the approved one, else the latest that has come, else the latest.</summary>
    public Take? Shown(Func<Take, bool> hasCome) =>
        FindTake(Chosen) ?? ComeOf(FindTake(Approved), hasCome) ?? Takes.LastOrDefault(hasCome) ?? (Takes is [.., var last] ? last : null);

    /// <summary>From now on what is made of the take that is shown takes its place.</summary>
    public Frame Approve(Take shown) => this with { Approved = shown.Id, Chosen = shown.Pass is TakePass.Proof ? null : Chosen };

    private Take? ComeOf(Take? approved, Func<Take, bool> hasCome) => approved is null ? null : Takes.SkipWhile(take => take.Id != approved.Id)
        .LastOrDefault(take => take.Pass is TakePass.Final && take.Seed == approved.Seed && hasCome(take)) ?? approved;
}
