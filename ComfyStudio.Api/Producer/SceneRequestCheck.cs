using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Producer.Families;
using ComfyStudio.Api.Producer.Lists;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Producer;

/// <summary>What can be said of a request before anybody plans.</summary>
internal sealed class SceneRequestCheck(IOptions<ProducerOptions> options)
{
    public const int FewestFrames = 3;
    public const int MostFrames = 50;
    public const int UsualFrames = 7;

    private const int LongestArc = 1000;
    private const int LongestList = 200_000;

    /// <param name="prefix">What stands before the fields' names where the request is part of another: <c>story.</c></param>
    public void Check(SceneRequest request, FieldErrors errors, string prefix = "")
    {
        CheckText(request.Text, errors, prefix + "text");
        if (request.Frames is < FewestFrames or > MostFrames)
            errors.Add(prefix + "frames", $"A story becomes {FewestFrames} to {MostFrames} frames, not {request.Frames}.");
        if (request.Arc?.Length > LongestArc)
            errors.Add(prefix + "arc", $"The arc has {request.Arc.Length} characters; {LongestArc} are the most.");
        if (request.Keep?.Frames?.Any(kept => kept.Frame is null) is true)
            errors.Add(prefix + "keep.frames", "What is kept of a frame is missing.");
        if (request.Family is { Length: > 0 } family && ModelFamilies.Find(family) is null)
            errors.Add(prefix + "family", $"There is no model family '{family}'; there are {string.Join(", ", ModelFamilies.All.Select(each => each.Id))}.");
    }

    private void CheckText(string? text, FieldErrors errors, string field)
    {
        var (length, limits) = (text?.Trim().Length ?? 0, options.Value);
        if (length == 0)
            errors.Add(field, "Write a story, or paste a shot list.");
        else if (length > LongestList)
            errors.Add(field, $"The text has {length} characters; {LongestList} are the most.");
        else if (ShotLists.Read(text!) is { } list)
            CheckList(list, errors, field);
        else if (length < limits.ShortestStory || length > limits.LongestStory)
            errors.Add(field, length < limits.ShortestStory
                ? $"A story needs at least {limits.ShortestStory} characters; this one has {length}. A shot list may be shorter: number its lines."
                : $"A story has at most {limits.LongestStory} characters; this one has {length}. A shot list may be longer: number its lines.");
    }

    private static void CheckList(ShotList list, FieldErrors errors, string field)
    {
        if (list.Frames.Count > MostFrames)
            errors.Add(field, $"This is a list of {list.Frames.Count} shots; a sequence has at most {MostFrames}. Bring it in parts.");
    }
}
