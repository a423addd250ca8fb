using System.Diagnostics;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Generation;

/// <summary>Makes what the queue stores of what was planned.</summary>
internal sealed class JobSpecMaker(TimeProvider time)
{
    public JobGroup NewGroup(string owner, string kind) =>
        new() { Id = GroupId.New(time), Owner = owner, Kind = kind, CreatedAt = time.GetUtcNow(), Jobs = [] };

    /// <summary>
    /// One image of a plan, as if the plan were all of the group. Where it is not, the caller says what it is there: <see cref="JobSpec.Index"/>,
    /// <see cref="JobSpec.GroupSize"/> and <see cref="JobSpec.Place"/>.
    /// </summary>
    public JobSpec Make(JobGroup group, GenerationPlan plan, int image)
    {
        var id = JobId.New(time);
        var bound = plan.Graphs[image].For(id);
        var planned = plan.Images[image];
        return new JobSpec
        {
            Id = id,
            GroupId = group.Id,
            Index = image,
            GroupSize = plan.Images.Count,
            Owner = group.Owner,
            TemplateId = plan.Template.Id,
            TemplateVersion = plan.Template.Version,
            Slots = planned.Values,
            Asked = planned.Asked.Count == 0 ? null : planned.Asked,
            IsDraft = plan.IsDraft,
            Work = PictureWork.Of(planned.Values),
            Graph = bound.Graph.ToJsonElement(),
            Requirements = bound.Requirements(plan.EngineId),
            Inputs = bound.Inputs,
            CreatedAt = group.CreatedAt,
            Priority = plan.Priority,
            RetryOf = plan.RetryOf,
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
        };
    }
}
