using ComfyStudio.Api.Producer.BuiltIn.Language;
using ComfyStudio.Api.Producer.BuiltIn.Reading;

namespace ComfyStudio.Api.Producer.Chat;

/// <summary>Cuts a request into parts that a model can hold in its head, and puts their plans together.</summary>
internal static class StoryParts
{
    public static IReadOnlyList<SceneRequest> Of(SceneRequest request, int framesPerPart)
    {
        var frames = request.Frames ?? SceneRequestCheck.UsualFrames;
        var count = (frames + framesPerPart - 1) / framesPerPart;
        if (count == 1)
            return [request with { Frames = frames }];
        var sentences = StorySplitter.Sentences(request.Text, Vocabulary.Of(request.Text));
        // Fewer sentences than parts: each part sees all of it, and its place tells which stretch is meant.
        return [.. Enumerable.Range(0, count).Select(part => request with
        {
            Frames = Upto(frames, part + 1, count) - Upto(frames, part, count),
            Text = sentences.Count < count * 2 ? request.Text
                : string.Join(' ', sentences.Skip(Upto(sentences.Count, part, count)).Take(Upto(sentences.Count, part + 1, count) - Upto(sentences.Count, part, count))),
        })];
    }

    /// <summary>People and places so far are settled for the next part.</summary>
    public static KeptScenes Known(KeptScenes? keep, ScenePlan before) =>
        (keep ?? new KeptScenes()) with { Prefix = before.Prefix, Suffix = before.Suffix, Characters = before.Characters, Locations = before.Locations };

    public static ScenePlan Join(ScenePlan before, ScenePlan next) => before with
    {
        Characters = next.Characters,
        Locations = next.Locations,
        Frames = [.. before.Frames, .. next.Frames],
        Warnings = [.. before.Warnings, .. next.Warnings],
        Raw = $"{before.Raw}\n\n{next.Raw}",
    };

    private static int Upto(int all, int part, int count) => all * part / count;
}
