using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs.Estimating;

/// <summary>Jobs of one template and kind on one engine.</summary>
internal sealed class EngineRun(FleetEngine engine, JobSpec spec, string classKey, RunHistory history)
{
    public JobEngineView View { get; } = new(engine.Id, engine.Name);

    public double Backlog { get; } = engine.Snapshot.Backlog.TotalSeconds;

    /// <summary>It holds something of which no run was ever seen.</summary>
    public bool IsBacklogGuessed { get; } = engine.Snapshot.IsBacklogGuessed;

    public bool IsLoaded { get; } = engine.HasLoaded(spec.Requirements.Models);

    /// <summary>All runs count where those of the one kind are missing.</summary>
    public RunForecast? Of(bool? warm) => Find(warm) ?? Find(warm: null);

    private RunForecast? Find(bool? warm) => history.Of(engine.Id, spec.TemplateId, classKey, warm, spec.Work);
}
