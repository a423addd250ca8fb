using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Jobs.Estimating;
using ComfyStudio.Api.Prompts;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Says what a start would do, and does nothing.</summary>
internal sealed class DryRun(TakeReader takes, FramePlanner planner, Preflight preflight, PlanForecaster forecaster, ImageIndex index)
{
    /// <summary>Enough images to tell how large one usually is.</summary>
    private const int Samples = 50;

    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public async Task<DryRunView?> ReadAsync(Sequence sequence, DryRunRequest request, Problems.FieldErrors errors, CancellationToken cancellationToken)
    {
        var states = new SequenceStates(sequence, await takes.ReadAsync(sequence, onlyOpen: false, cancellationToken));
        var frames = FrameChoice.Of(sequence, states, request.Pass, request.Frames, request.Missing, errors);
        if (errors.Any || await planner.PlanAsync(sequence, frames, request.Pass, RunStarter.SeedRule(sequence, states, request.Pass), errors, cancellationToken) is not { } plans)
            return null;
        var missing = await preflight.InspectAsync(plans.Template, engineId: null, cancellationToken);
        var graphs = plans.Frames.Select(frame => frame.Plan).ToList();
        return new DryRunView(
            plans.Frames.Count, await forecaster.SecondsAsync(plans.Fleet, graphs, cancellationToken), BytesOf(plans), ModelSwitches(graphs),
            missing?.Engines ?? [], plans.Warnings, [.. plans.Frames.Select(Of)]);
    }

    private static DryFrameView Of(FramePlan frame)
    {
        var count = PromptTokens.Of(frame.Plan.Template, frame.Plan.Graphs[0].Graph, frame.Plan.Images[0].Values).FirstOrDefault(tokens => tokens.Slot == Slot.Prompt);
        return new DryFrameView(
            frame.Frame.Id, frame.Index + 1, frame.Prompt, count?.Count ?? 0, count?.Size ?? 0, count?.CutAt, frame.Seed, frame.References,
            frame.Plan.Images[0].Values.Where(value => value.Key is not (Slot.Prompt or FrameSlots.Negative or Slot.Seed)).ToDictionary());
    }

    private long? BytesOf(FramePlans plans)
    {
        var last = index.List(new ImageFilter { Templates = [plans.Template.Id] }, ImageSort.Newest, after: null, Samples).Items;
        var pixels = last.Sum(image => (double)image.Width * image.Height);
        return pixels == 0 ? null : (long)(last.Sum(image => image.Bytes) / pixels * plans.Frames.Sum(frame => PixelsOf(frame, pixels / last.Count)));
    }

    private static double PixelsOf(FramePlan frame, double usual)
    {
        var values = frame.Plan.Images[0].Values;
        return Number("width") is { } width && Number("height") is { } height ? (double)width * height : usual;

        long? Number(string name) => values.TryGetValue(name, out var value) && SlotRules.TryGetInteger(value, out var number) ? number : null;
    }

    // One after another on the same engine: a model that the one before did not need must be loaded.
    private static int ModelSwitches(IReadOnlyList<GenerationPlan> plans) => plans
        .Select(plan => string.Join('\n', Models(plan)))
        .Aggregate((Last: (string?)null, Switches: 0), (sofar, models) => (models, sofar.Switches + (sofar.Last is not null && sofar.Last != models ? 1 : 0))).Switches;

    private static IEnumerable<string> Models(GenerationPlan plan) => ComfyStudio.Jobs.LoadedModel.Heavy(plan.Graphs[0].Requirements(plan.EngineId).Models);
}

/// <param name="Seconds">Until the last one is through, if nothing else waited; null when past runs tell nothing.</param>
/// <param name="Bytes">On the disk, about; null while there is no picture of this template to tell by.</param>
/// <param name="ModelSwitches">How often models would be loaded in between.</param>
/// <param name="Missing">What each engine lacks for the template.</param>
internal sealed record DryRunView(
    int Images, RangeView? Seconds, long? Bytes, int ModelSwitches, IReadOnlyList<PreflightEngine> Missing, IReadOnlyList<FieldWarning> Warnings,
    IReadOnlyList<DryFrameView> Frames);

/// <param name="Prompt">As the engine would get it.</param>
/// <param name="Limit">How many tokens the encoder takes in at a time.</param>
/// <param name="CutAt">Where in the prompt those beyond the limit begin.</param>
/// <param name="Settings">All other values, by slot.</param>
internal sealed record DryFrameView(
    string Id, int Number, string Prompt, int Tokens, int Limit, int? CutAt, long Seed, IReadOnlyList<TakeReference> References,
    IReadOnlyDictionary<string, JsonElement> Settings);
