using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>
/// Decides which of the waiting classes one engine takes from. The queue gives the best job of those it is asked for; a class whose
/// models ran last is asked for alone while it does not overtake too many others, because loading models costs seconds.
/// </summary>
internal sealed class ClassChooser(int warmWindow)
{
    /// <summary>A score is the priority times this, plus the place in line.</summary>
    private const double PriorityWeight = 1L << 40;

    private IReadOnlyList<string> _warm = [];

    public void Ran(JobRequirements requirements)
    {
        if (requirements.Models.Count > 0)
            _warm = requirements.Models;
    }

    /// <summary>Keys of the classes to ask for, in the order of the tries; empty when nothing waits that the engine can do.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Choose(string engineId, EngineCatalog catalog, IReadOnlyList<ReadyLane> ready)
    {
        var served = ready.Where(waiting => EngineFit.Serves(engineId, catalog, waiting.Requirements)).OrderBy(waiting => waiting.BestScore).ToList();
        if (served.Count == 0)
            return [];
        IReadOnlyList<string> all = [.. served.Select(waiting => waiting.Key)];
        var warm = served.FirstOrDefault(waiting => IsWarm(waiting.Requirements));
        return warm is not null && warm != served[0] && MayOvertake(warm, served[0]) ? [[warm.Key], all] : [all];
    }

    private bool IsWarm(JobRequirements requirements) => _warm.Count > 0 && _warm.SequenceEqual(requirements.Models, StringComparer.Ordinal);

    private bool MayOvertake(ReadyLane warm, ReadyLane first) =>
        Math.Floor(warm.BestScore / PriorityWeight) == Math.Floor(first.BestScore / PriorityWeight)
        && warm.BestScore - first.BestScore <= warmWindow;
}
