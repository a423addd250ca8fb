namespace ComfyStudio.Api.Producer.Families;

/// <summary>How people write down the six shot types.</summary>
internal static class ShotWords
{
    private static readonly Dictionary<string, string[]> Ways = new()
    {
        [ShotTypes.Establishing] = ["establishing", "establishing shot", "els", "ews", "extreme wide", "extreme wide shot", "extreme long shot", "aerial", "panorama", "totale", "supertotale"],
        [ShotTypes.Wide] = ["wide", "wide shot", "ws", "ls", "long shot", "full", "full shot", "fs", "master", "halbtotale"],
        [ShotTypes.Medium] = ["medium", "medium shot", "ms", "mid shot", "mid", "medium close-up", "mcu", "two shot", "2-shot", "amerikanische", "halbnah", "nah"],
        [ShotTypes.CloseUp] = ["closeup", "close-up", "close up", "close", "cu", "gross", "groß", "großaufnahme", "portrait"],
        [ShotTypes.OverShoulder] = ["over the shoulder", "over-the-shoulder", "overshoulder", "over shoulder", "ots", "otss", "über die schulter"],
        [ShotTypes.Detail] = ["detail", "insert", "macro", "extreme close-up", "extreme close up", "ecu", "xcu", "detailaufnahme"],
    };

    /// <returns>The id, where the words name one of the six; else the words, as they are.</returns>
    public static string IdOf(string words)
    {
        var plain = words.Trim().ToLowerInvariant();
        return ShotTypes.Tags.FirstOrDefault(shot => string.Equals(shot.Id, plain, StringComparison.OrdinalIgnoreCase))?.Id
            ?? Ways.Where(way => way.Value.Contains(plain)).Select(way => way.Key).FirstOrDefault() ?? words.Trim();
    }
}
