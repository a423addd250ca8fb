namespace ComfyStudio.Api.Producer;

/// <summary>One shot that is to be changed, in words of the user's own.</summary>
/// <param name="Words"><c>closer, and at night</c>.</param>
/// <param name="Shot">As it is.</param>
/// <param name="Known">People and places of the story: the shot may show others of them, and none beside them.</param>
/// <param name="Family">The id of a <see cref="Families.ModelFamily"/>.</param>
/// <param name="Before">What happens in the shot before it; null at the beginning.</param>
/// <param name="After">What happens in the shot after it; null at the end.</param>
internal sealed record ShotWish(string Words, SceneFrame Shot, KeptScenes Known, string? Family = null, string? Before = null, string? After = null)
{
    /// <summary>The answer is read as a plan of one shot.</summary>
    public SceneRequest AsRequest() => new($"{Shot.Description} {Shot.Action}. {Words}".Trim(), Frames: 1, Family: Family, Keep: Known);

    /// <summary>The shot as the answer has it. A mere prompt tells what happens, and nothing of the other cells; no answer tells how long it is shown.</summary>
    public SceneFrame Answered(ScenePlan answer) =>
        answer.Frames[0] is { Description: "", ShotType: "", Cast.Count: 0, LocationId: null, TimeOfDay: null, Notes: "" } prompt
            ? Shot with { Action = prompt.Action }
            : answer.Frames[0] with { DurationMs = Shot.DurationMs };
}
