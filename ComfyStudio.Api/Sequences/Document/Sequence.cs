using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Sequences.Document;

/// <summary>A story as pictures: what people wrote, and what was made of it. The file <c>sequences/{id}/sequence.json</c> holds exactly this.</summary>
/// <remarks>Generated code sets what a document leaves out to null, hence the accessors with something in its place.</remarks>
internal sealed record Sequence
{
    public required string Id { get; init; }
    public required string Owner { get; init; }
    public required string Title { get; init; }

    /// <summary>Rises with each change that a person makes. Takes that come and end leave it: they are no reason to refuse an edit.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public SequenceSource Source { get; init => field = value ?? SequenceSource.Blank; } = SequenceSource.Blank;

    /// <summary>How prompts are worded: the id of a model family.</summary>
    public string? Family { get; init; }

    public string? Template { get; init; }

    /// <summary>Values of the template's slots that all frames share.</summary>
    public IReadOnlyDictionary<string, JsonElement> Slots { get; init => field = value ?? NoSlots; } = NoSlots;

    public SequenceStyle Style { get; init => field = value ?? SequenceStyle.None; } = SequenceStyle.None;
    public IReadOnlyList<Character> Characters { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Location> Locations { get; init => field = value ?? []; } = [];
    public SeedRule Seed { get; init => field = value ?? SeedRule.Default; } = SeedRule.Default;
    public bool StopAtFirstFailure { get; init; }

    /// <summary>For a moving picture of equal lengths; null leaves each frame its own.</summary>
    public double? Fps { get; init; }

    /// <summary>When its proofs were found good; null again after any change to what is made.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>The sequence that this began as a copy of.</summary>
    public string? BranchOf { get; init; }

    /// <summary>In the order in which they are told; the first is number 1.</summary>
    public IReadOnlyList<Frame> Frames { get; init => field = value ?? []; } = [];

    /// <summary>Frames that were taken out, the latest first, so that they come back with everything that was made for them.</summary>
    public IReadOnlyList<Frame> Removed { get; init => field = value ?? []; } = [];

    /// <summary>What was started, oldest first.</summary>
    public IReadOnlyList<SequenceRun> Runs { get; init => field = value ?? []; } = [];

    private static readonly IReadOnlyDictionary<string, JsonElement> NoSlots = new Dictionary<string, JsonElement>();

    /// <summary>Those that were taken out since, too.</summary>
    [JsonIgnore]
    public IEnumerable<Frame> AllFrames => Frames.Concat(Removed);

    /// <summary>Those of frames that were taken out since, too.</summary>
    [JsonIgnore]
    public IEnumerable<Take> AllTakes => AllFrames.SelectMany(frame => frame.Takes);

    /// <summary>Pictures of everybody, then of all places.</summary>
    [JsonIgnore]
    public IEnumerable<Reference> AllReferences =>
        Characters.SelectMany(person => person.References ?? []).Concat(Locations.SelectMany(place => place.References ?? []));

    /// <returns>Null when it is not among the frames.</returns>
    public Frame? FindFrame(string id) => Frames.FirstOrDefault(frame => frame.Id == id);

    /// <summary>The same for one that may have been taken out since: its pictures are still there.</summary>
    public Frame? FindAnyFrame(string? id) => AllFrames.FirstOrDefault(frame => frame.Id == id);

    /// <summary>Place of a frame, from 0; -1 when it is none.</summary>
    public int IndexOf(string frameId)
    {
        for (var i = 0; i < Frames.Count; i++)
        {
            if (Frames[i].Id == frameId)
                return i;
        }

        return -1;
    }

    /// <summary>Pictures of those who are to be seen in a frame, in its order, then of its place; its own picture is none of them.</summary>
    public IEnumerable<PlacedReference> ReferencesIn(Frame frame) => frame.Cast.Distinct()
        .Select(id => Characters.FirstOrDefault(person => person.Id == id)).OfType<Character>()
        .SelectMany(person => (person.References ?? []).Select(reference => new PlacedReference(reference, person.Id, person.Name, IsPlace: false)))
        .Concat(Locations.Where(place => place.Id == frame.LocationId)
            .SelectMany(place => (place.References ?? []).Select(reference => new PlacedReference(reference, place.Id, place.Name, IsPlace: true))))
        .Where(placed => placed.Reference.Frame != frame.Id);

    /// <summary>Whether its picture shows what somebody or some place looks like.</summary>
    public bool IsReference(string frameId) => AllReferences.Any(reference => reference.Frame == frameId);

    public Sequence WithFrame(Frame changed) => this with { Frames = [.. Frames.Select(frame => frame.Id == changed.Id ? changed : frame)] };

    /// <summary>The same for a frame that may have been taken out since.</summary>
    public Sequence WithTake(string frameId, Func<Frame, Frame> change) => this with
    {
        Frames = [.. Frames.Select(frame => frame.Id == frameId ? change(frame) : frame)],
        Removed = [.. Removed.Select(frame => frame.Id == frameId ? change(frame) : frame)],
    };
}

/// <summary>What a sequence was made of.</summary>
/// <param name="Kind"><c>story</c>, <c>shotList</c>, <c>csv</c>, <c>fountain</c>, <c>prompts</c>, <c>project</c>, or <c>blank</c>.</param>
/// <param name="Text">As it was typed.</param>
/// <param name="Arc">What happens in which part of the story, in the user's words.</param>
/// <param name="Frames">How many were asked for.</param>
/// <param name="Warnings">What the producer had to say of it.</param>
/// <param name="Problem">Why there is no plan; null when there is one, or none was asked for.</param>
internal sealed record SequenceSource(
    string Kind, string Text = "", string? Arc = null, int? Frames = null, IReadOnlyList<string>? Warnings = null, PlanProblem? Problem = null)
{
    public static readonly SequenceSource Blank = new("blank");
}

/// <param name="Type">Of a problem document, for example <c>/problems/producer-away</c>.</param>
/// <param name="Raw">What came instead of a plan, word for word.</param>
internal sealed record PlanProblem(string Type, string Detail, string? Raw = null);
