namespace ComfyStudio.Worker.Tests.Scheduling.Virtual;

/// <param name="Switches">How often an engine had to load a model that did not lie in its memory.</param>
/// <param name="Slowdown">Of each owner: the time that his jobs spent here over the time that they would have taken on engines of their own.</param>
internal sealed record VirtualOutcome(
    int Ended, int Switches, TimeSpan Makespan, int MostOvertaken, IReadOnlyDictionary<string, double> Slowdown)
{
    public double WorstSlowdown => Slowdown.Values.Max();

    public double MeanSlowdown => Slowdown.Values.Average();

    public static VirtualOutcome Of(
        IReadOnlyList<VirtualJob> jobs, IReadOnlyDictionary<VirtualJob, TimeSpan> ends, IEnumerable<VirtualEngine> engines, VirtualQueue queue) => new(
        ends.Count,
        engines.Sum(engine => engine.Switches),
        ends.Values.Max() - jobs.Min(job => job.Arrives),
        queue.MostOvertaken,
        jobs.GroupBy(job => job.Owner).ToDictionary(
            owner => owner.Key,
            owner => owner.Sum(job => (ends[job] - job.Arrives).TotalSeconds) / owner.Sum(job => job.Work.TotalSeconds)));
}
