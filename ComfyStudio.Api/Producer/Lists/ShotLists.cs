namespace ComfyStudio.Api.Producer.Lists;

/// <summary>Knows a text that already is a list of shots. It is parsed, never rewritten: its count, its order and its words are law.</summary>
internal static class ShotLists
{
    /// <returns>Null when the text is a story.</returns>
    public static ShotList? Read(string text)
    {
        var plain = text.ReplaceLineEndings("\n").Trim('\n', '\uFEFF');
        return FountainScript.Read(plain) ?? CsvShots.Read(plain) ?? NumberedLines.Read(plain);
    }
}

internal sealed record ShotList(ScenePlanKind Kind, string? Title, IReadOnlyList<SceneFrame> Frames)
{
    public IReadOnlyList<SceneCharacter> Characters { get; init; } = [];

    public IReadOnlyList<SceneLocation> Locations { get; init; } = [];
}
