using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Prompts;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Turns frames into what will be made of them, each planned and checked as a picture of its own.</summary>
internal sealed class FramePlanner(PromptComposer composer, TemplateLibrary templates, GenerationPlanner planner, FleetReader fleets)
{
    /// <param name="seedOf">Of a frame at its place.</param>
    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public async Task<FramePlans?> PlanAsync(
        Sequence sequence, IReadOnlyList<Frame> frames, TakePass pass, Func<Frame, int, long> seedOf, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (templates.Find(sequence.Template) is not { } template)
        {
            errors.Add("template", $"There is no template '{sequence.Template}'. Choose one that is there.");
            return null;
        }

        var fleet = await fleets.ReadAsync(cancellationToken);
        var (slots, composed) = (new FrameSlots(template, sequence), composer.ComposeAll(sequence));
        var (plans, warnings) = (new List<FramePlan>(frames.Count), new List<FieldWarning>());
        foreach (var frame in frames)
        {
            var index = sequence.IndexOf(frame.Id);
            var (values, references) = slots.Of(frame, composed[index], seedOf(frame, index));
            var own = new FieldErrors();
            var request = new GenerationRequest(template.Id, values, Draft: pass is TakePass.Proof);
            if (await planner.PlanAsync(request, fleet, own, cancellationToken) is { } plan)
                plans.Add(new FramePlan(frame, index, plan, references));
            errors.Include(own.Rename(field => slots.FieldOf(field, index)));
            warnings.AddRange((plans is [.., var last] && last.Frame == frame ? last.Plan.Warnings : []).Select(warning => warning with { Field = slots.FieldOf(warning.Field, index) }));
        }

        return errors.Any ? null : new FramePlans(template, plans, [.. slots.Warnings, .. warnings.Distinct()]);
    }
}

internal sealed record FramePlans(Template Template, IReadOnlyList<FramePlan> Frames, IReadOnlyList<FieldWarning> Warnings);
