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
    /// <summary>Next to a checkpoint these load in no time, so nothing waits because of them.</summary>
    private static readonly string[] Light = ["loras/", "vae/", "embeddings/", "upscale_models/", "hypernetworks/"];

    public IReadOnlyList<LoadedModel> All =>
        [.. Runs.SelectMany(run => run).GroupBy(model => model.Name, StringComparer.Ordinal).Select(uses => uses.MaxBy(model => model.UsedAt)!)];

    public static LoadedModels None(int kept) => new([], kept);

    /// <summary>The models that are worth waiting for.</summary>
    public static IEnumerable<string> Heavy(IReadOnlyList<string> models) =>
        models.Where(model => !Light.Any(folder => model.StartsWith(folder, StringComparison.Ordinal)));

    /// <summary>Whether a job with these models starts without loading any that matters.</summary>
    public bool Hold(IReadOnlyList<string> models) =>
        Heavy(models).All(model => Runs.Any(run => run.Any(loaded => loaded.Name == model)));

    /// <summary>After a run with these models.</summary>
    public LoadedModels After(IReadOnlyList<string> models, DateTimeOffset at)
    {
        if (models.Count == 0)
            return this;
        IReadOnlyList<LoadedModel> newest = [.. models.Select(model => new LoadedModel(model, at))];
        return this with { Runs = [newest, .. Runs.Where(run => !IsSame(run, models)).Take(Kept - 1)] };
    }

    private static bool IsSame(IReadOnlyList<LoadedModel> run, IReadOnlyList<string> models) =>
        run.Select(model => model.Name).Where(IsHeavy).SequenceEqual(Heavy(models), StringComparer.Ordinal);

    private static bool IsHeavy(string model) => Heavy([model]).Any();
}
