using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;

namespace ComfyStudio.Worker.Running;

/// <summary>Knows whether another engine could take a job whose own engine stays away.</summary>
internal sealed class Alternatives(EngineRegistry registry)
{
    public async Task<bool> ExistAsync(JobRun run, CancellationToken cancellationToken)
    {
        if (run.Spec.Requirements.EngineId is not null)
            return false;
        try
        {
            return await AnyServesAsync(run, cancellationToken);
        }
        catch (JobStoreUnavailableException)
        {
            return false;
        }
    }

    private async Task<bool> AnyServesAsync(JobRun run, CancellationToken cancellationToken)
    {
        foreach (var other in await registry.ListAsync(cancellationToken))
        {
            if (other.Id == run.Engine.Id || other.Status is not (EngineStatus.Ready or EngineStatus.Busy))
                continue;
            if (await registry.FindCatalogAsync(other.Id, cancellationToken) is { } catalog
                && EngineFit.Serves(other.Id, other.Tags, catalog, run.Spec.Requirements))
                return true;
        }
        return false;
    }
}
