using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Engines;

/// <summary>
/// What is believed to lie in an engine's memory: ComfyUI does not tell. As long as memory is scarce it keeps only what the newest prompt
/// used, so the models of the last few runs are all that is counted on.
/// </summary>
/// <param name="Runs">The models of the last runs that differed in them, newest first.</param>
/// <param name="Kept">How many of such runs the engine's memory is trusted with.</param>
internal sealed record LoadedModels(IReadOnlyList<IReadOnlyList<LoadedModel>> Runs, int Kept)
{
    public IReadOnlyList<LoadedModel> All =>
        [.. Runs.SelectMany(run => run).GroupBy(model => model.Name, StringComparer.Ordinal).Select(uses => uses.MaxBy(model => model.UsedAt)!)];

    public static LoadedModels None(int kept) => new([], kept);

    /// <summary>Whether a job with these models starts without loading any that matters.</summary>
    public bool Hold(IReadOnlyList<string> models) =>
        LoadedModel.Heavy(models).All(model => Runs.Any(run => run.Any(loaded => loaded.Name == model)));

    /// <summary>After a run with these models.</summary>
    public LoadedModels After(IReadOnlyList<string> models, DateTimeOffset at)
    {
        if (models.Count == 0)
            return this;
        IReadOnlyList<LoadedModel> newest = [.. models.Select(model => new LoadedModel(model, at))];
        return this with { Runs = [newest, .. Runs.Where(run => !IsSame(run, models)).Take(Kept - 1)] };
    }

    private static bool IsSame(IReadOnlyList<LoadedModel> run, IReadOnlyList<string> models) =>
        LoadedModel.Heavy(run.Select(model => model.Name)).SequenceEqual(LoadedModel.Heavy(models), StringComparer.Ordinal);
}
