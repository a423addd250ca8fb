using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Engines;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker;

/// <summary>Everything that works for one engine.</summary>
internal sealed record EngineStation(Engine Engine, EngineOwnership Ownership, EngineAgent Agent, JobDispatcher Dispatcher)
{
    public static EngineStation For(Engine engine, IServiceProvider services)
    {
        var ownership = ActivatorUtilities.CreateInstance<EngineOwnership>(services, engine);
        var inspector = ActivatorUtilities.CreateInstance<EngineInspector>(services, engine);
        var watch = services.GetRequiredService<IOptions<EngineWatchOptions>>().Value;
        var backoff = new Backoff(watch.FirstPause, watch.LongestPause, services.GetRequiredService<Random>());
        var socket = ActivatorUtilities.CreateInstance<EngineSocket>(services, engine, backoff);
        var pace = ActivatorUtilities.CreateInstance<AgentPace>(services);
        var agent = ActivatorUtilities.CreateInstance<EngineAgent>(services, ownership, inspector, socket, pace);
        var situations = ActivatorUtilities.CreateInstance<SituationReader>(services, engine);
        var decider = ActivatorUtilities.CreateInstance<LaneDecider>(services, engine, situations);
        var claims = ActivatorUtilities.CreateInstance<Claims>(services, engine, decider);
        return new EngineStation(engine, ownership, agent, ActivatorUtilities.CreateInstance<JobDispatcher>(services, engine, claims));
    }
}
