using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Prompts;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Turns frames into what will be made of them, each planned and checked as a picture of its own.</summary>
internal sealed class FramePlanner(PromptComposer composer, TemplateLibrary templates, GenerationPlanner planner, FleetReader fleets, ReferencePictures pictures)
{
    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public async Task<FramePlans?> PlanAsync(FrameWish wish, FieldErrors errors, CancellationToken cancellationToken)
    {
        var sequence = wish.Sequence;
        if (templates.Find(sequence.Template) is not { } template)
        {
            errors.Add("template", $"There is no template '{sequence.Template}'. Choose one that is there.");
            return null;
        }

        var fleet = await fleets.ReadAsync(cancellationToken);
        var slots = new FrameSlots(template, sequence, await pictures.ReadAsync(wish, cancellationToken));
        var (composed, plans, warnings) = (composer.ComposeAll(sequence), new List<FramePlan>(wish.Frames.Count), new List<FieldWarning>());
        foreach (var frame in wish.Frames)
        {
            var (index, own) = (sequence.IndexOf(frame.Id), new FieldErrors());
            var (values, references) = slots.Of(frame, composed[index], wish.SeedOf(frame, index), own);
            if (await planner.PlanAsync(new GenerationRequest(template.Id, values, Draft: wish.Pass is TakePass.Proof), fleet, own, cancellationToken) is { } plan)
                plans.Add(new FramePlan(frame, index, plan, references, values));
            errors.Include(own.Rename(field => slots.FieldOf(field, index)));
            warnings.AddRange((plans is [.., var last] && last.Frame == frame ? last.Plan.Warnings : []).Select(warning => warning with { Field = slots.FieldOf(warning.Field, index) }));
        }

        if (plans.Count > 0 && plans.All(plan => plan.Waits))
            errors.Add("frames", "Each of these frames waits for another one of them.");
        return errors.Any ? null : new FramePlans(template, plans, [.. slots.Warnings, .. warnings.Distinct()]);
    }

    /// <summary>One that was planned before, now that the pictures which it waited for are there.</summary>
    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public async Task<FramePlan?> PlanAgainAsync(Sequence sequence, Fleet fleet, Frame frame, Take take, FieldErrors errors, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, JsonElement>(take.Waiting!);
        foreach (var reference in take.References)
            values[reference.Slot] = JsonSerializer.SerializeToElement(reference.Input!, GenerationJson.Default.String);
        var request = new GenerationRequest(take.Template, values, Draft: take.Pass is TakePass.Proof);
        return await planner.PlanAsync(request, fleet, errors, cancellationToken) is { } plan
            ? new FramePlan(frame, Math.Max(0, sequence.IndexOf(frame.Id)), plan, take.References, values)
            : null;
    }
}

internal sealed record FramePlans(Template Template, IReadOnlyList<FramePlan> Frames, IReadOnlyList<FieldWarning> Warnings);
