using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Jobs.Estimating;
using ComfyStudio.Api.Prompts;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Says what a start would do, and does nothing.</summary>
internal sealed class DryRun(TakeReader takes, FramePlanner planner, Preflight preflight, CostForecaster costs)
{
    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public async Task<DryRunView?> ReadAsync(Sequence sequence, DryRunRequest request, Problems.FieldErrors errors, CancellationToken cancellationToken)
    {
        var states = new SequenceStates(sequence, await takes.ReadAsync(sequence, onlyOpen: false, cancellationToken));
        var frames = FrameChoice.Of(sequence, states, request.Pass, request.Frames, request.Missing, errors);
        if (errors.Any || await planner.PlanAsync(RunStarter.Wish(sequence, states, frames, request.Pass), errors, cancellationToken) is not { } plans)
            return null;
        var missing = await preflight.InspectAsync(plans.Template, engineId: null, cancellationToken);
        var cost = await costs.ReadAsync(plans.Template.Id, [.. plans.Frames.Select(frame => Planned(frame.Plan))], cancellationToken);
        return new DryRunView(
            plans.Frames.Count, cost.Work.Seconds?.ToRange(), cost.Bytes, cost.Work.ModelSwitches, missing?.Engines ?? [], plans.Warnings, [.. plans.Frames.Select(frame => Of(sequence, frame))]);
    }

    // A proof is planned with its own steps and size, so that it is its own time and disk that are told.
    private static PlannedPicture Planned(GenerationPlan plan) => new(plan.Graphs[0].Requirements(plan.EngineId), plan.Images[0].Values);

    private static DryFrameView Of(Sequence sequence, FramePlan frame)
    {
        var count = PromptTokens.Of(frame.Plan.Template, frame.Plan.Graphs[0].Graph, frame.Plan.Images[0].Values).FirstOrDefault(tokens => tokens.Slot == Slot.Prompt);
        return new DryFrameView(
            frame.Frame.Id, frame.Index + 1, frame.Prompt, count?.Count ?? 0, count?.Size ?? 0, count?.CutAt, frame.Seed, frame.References,
            frame.Plan.Images[0].Values.Where(value => value.Key is not (Slot.Prompt or FrameSlots.Negative or Slot.Seed)).ToDictionary(), FrameWords.Waits(sequence, frame.References));
    }
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
/// <param name="WaitReason">Which frames are made before it, in words; null when it waits for none.</param>
internal sealed record DryFrameView(
    string Id, int Number, string Prompt, int Tokens, int Limit, int? CutAt, Seed Seed, IReadOnlyList<TakeReference> References,
    IReadOnlyDictionary<string, JsonElement> Settings, string? WaitReason);
