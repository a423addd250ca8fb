using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer;

/// <param name="Kind"><c>builtIn</c>, <c>command</c> or <c>http</c>.</param>
/// <param name="Name">Of the program, or of the model and where it runs.</param>
/// <param name="Available">False when it is known not to answer now.</param>
/// <param name="Problem">Why, and what to do.</param>
/// <param name="Families">What prompts can be written for.</param>
internal sealed record ProducerView(string Kind, string Name, bool Available, string? Problem, ProducerLimits Limits, IReadOnlyList<FamilyView> Families);

/// <summary>How long a story may be, and how many frames it may become.</summary>
internal sealed record ProducerLimits(int ShortestStory, int LongestStory, int FewestFrames, int MostFrames, int UsualFrames);

internal sealed record FamilyView(string Id, string Label, PromptDialect Dialect, IReadOnlyList<Shot> Shots, string Negative)
{
    public static IReadOnlyList<FamilyView> All { get; } =
        [.. ModelFamilies.All.Select(family => new FamilyView(family.Id, family.Label, family.Dialect, family.Shots, family.Negative))];
}
