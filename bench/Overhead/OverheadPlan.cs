namespace ComfyStudio.Bench.Overhead;

/// <summary>How many pictures of each graph a round takes, one by one and many at once.</summary>
internal sealed record OverheadPlan(int Rounds, int TrivialSingle, int TrivialMany, int StepsSingle, int StepsMany)
{
    public static OverheadPlan Whole { get; } = new(Rounds: 3, TrivialSingle: 200, TrivialMany: 500, StepsSingle: 60, StepsMany: 60);

    public static OverheadPlan Quick { get; } = new(Rounds: 1, TrivialSingle: 200, TrivialMany: 500, StepsSingle: 5, StepsMany: 0);
}
