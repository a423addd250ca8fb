namespace ComfyStudio.AppHost.Resources;

/// <summary>The engines as resources: the simulator is a process of ours, every ComfyUI an external service.</summary>
internal static class StudioEngines
{
    public static IResourceBuilder<ProjectResource> WithEngines(
        this IResourceBuilder<ProjectResource> worker, IReadOnlyList<Engine> engines, Topology studio)
    {
        foreach (var (index, engine) in engines.Index())
        {
            foreach (var (key, value) in engine.Settings(index))
            {
                worker.WithEnvironment(key, value);
            }

            if (engine.IsSimulator)
            {
                worker.WaitFor(AddSimulator(worker.ApplicationBuilder, studio));
            }
            else
            {
                worker.WithReference(AddComfyUI(worker.ApplicationBuilder, engine));
            }
        }

        return worker;
    }

    private static IResourceBuilder<ProjectResource> AddSimulator(IDistributedApplicationBuilder builder, Topology studio) =>
        builder.AddProject<Projects.ComfyStudio_Simulator>(Topology.Simulator, launchProfileName: null)
            .WithStudioPort(studio.SimulatorPort)
            .WithEnvironment(Topology.TracesKey, "none");

    // An external service is an origin without a path; a path prefix goes into the health check. The check sends no token.
    private static IResourceBuilder<ExternalServiceResource> AddComfyUI(IDistributedApplicationBuilder builder, Engine engine)
    {
        var service = builder.AddExternalService(engine.Id, new Uri(engine.Address.GetLeftPart(UriPartial.Authority)));
        return engine is { Token: null, UserName: null }
            ? service.WithHttpHealthCheck($"{engine.Address.AbsolutePath.TrimEnd('/')}/system_stats")
            : service;
    }
}
