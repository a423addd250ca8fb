namespace ComfyStudio.Api.Producer;

/// <param name="Text">A story, or a shot list, a CSV or a Fountain script.</param>
/// <param name="Frames">How many shots a story becomes; a list keeps its own.</param>
/// <param name="Arc">What happens in which part of the story, in the user's words.</param>
/// <param name="Family">The id of a <see cref="Families.ModelFamily"/>.</param>
/// <param name="Keep">What is settled already and stays as it is.</param>
internal sealed record SceneRequest(string Text, int? Frames = null, string? Arc = null, string? Family = null, KeptScenes? Keep = null);

/// <summary>What a new plan must not touch: people and places keep their ids, names and looks, and so do the kept cells of frames.</summary>
/// <param name="Prefix">Null leaves it to the plan; so do the next two.</param>
internal sealed record KeptScenes(
    string? Prefix = null,
    string? Suffix = null,
    string? Negative = null,
    IReadOnlyList<SceneCharacter>? Characters = null,
    IReadOnlyList<SceneLocation>? Locations = null,
    IReadOnlyList<KeptFrame>? Frames = null);

/// <param name="Number">Counted from one.</param>
/// <param name="Cells">Those of <see cref="FrameCells"/> that stay; null when all do.</param>
internal sealed record KeptFrame(int Number, SceneFrame Frame, IReadOnlyList<string>? Cells = null);
