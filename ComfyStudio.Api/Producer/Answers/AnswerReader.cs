using System.Text.Json;

namespace ComfyStudio.Api.Producer.Answers;

/// <summary>Makes a plan of what a producer outside of the studio said: an array of prompts, an array of frames, or a whole plan.</summary>
internal static class AnswerReader
{
    /// <summary>What is wrong with it is in the answer: nothing that was said is trusted beyond its words.</summary>
    public static ReadAnswer Read(string said, SceneRequest request)
    {
        if (JsonIn(said) is not { } json)
            return new ReadAnswer(null, ["The answer is no JSON."], []);
        using (json)
            return new PlanMaker(request).Make(json.RootElement);
    }

    // Models like to talk before and after, and to think aloud.
    private static JsonDocument? JsonIn(string said)
    {
        var thought = said.LastIndexOf("</think>", StringComparison.Ordinal);
        var text = thought < 0 ? said : said[(thought + "</think>".Length)..];
        var (from, to) = (text.AsSpan().IndexOfAny('{', '['), text.AsSpan().LastIndexOfAny('}', ']'));
        if (from < 0 || to < from)
            return null;
        try
        {
            return JsonDocument.Parse(text.AsMemory(from, to - from + 1), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Plan">Null when there is nothing to make one of.</param>
/// <param name="Faults">Why the plan cannot be used.</param>
/// <param name="Flaws">What was mended, or could be better.</param>
internal sealed record ReadAnswer(ScenePlan? Plan, IReadOnlyList<string> Faults, IReadOnlyList<string> Flaws)
{
    public bool IsUsable => Plan is not null && Faults.Count == 0;
}
