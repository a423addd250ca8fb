using ComfyStudio.ComfyUI;
using ComfyStudio.ServiceDefaults.Configuration;
using ComfyStudio.Worker.Collecting;
using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Failures;
using ComfyStudio.Worker.Running;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker;

internal static class WorkerServices
{
    /// <summary>Everything that feeds engines. Needs <c>AddJobs</c> and <c>AddImages</c>.</summary>
    public static TBuilder AddWorker<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.AddSingleton(provider => WorkerIdentity.New(provider.GetRequiredService<TimeProvider>()));
        services.AddEngines();
        services.AddDispatching();
        services.AddRunning();
        services.AddSingleton<EngineStations>();
        services.AddSingleton<StationMaster>();
        services.AddSingleton<WorkerLoops>();
        services.AddHostedService<WorkerLifetime>();
        return builder;
    }

    private static void AddEngines(this IServiceCollection services)
    {
        services.AddValidatedOptions<EngineWatchOptions>(EngineWatchOptions.Section);
        services.AddSingleton<IValidateOptions<EngineList>, EngineListValidator>();
        services.AddOptions<EngineList>()
            .Configure<IConfiguration>((list, configuration) => configuration.GetSection(EngineOptions.Section).Bind(list.Engines))
            .PostConfigure(list => list.NameTheUnnamed())
            .ValidateOnStart();
        services.TryAddSingleton<HttpMessageHandler>(_ => EngineHandler());
        services.AddSingleton<WantedEngines>();
        services.AddSingleton<UnsettledJobs>();
        services.AddSingleton<EngineSweeper>();
        services.AddSingleton<EngineAbandoner>();
    }

    private static void AddDispatching(this IServiceCollection services)
    {
        services.AddValidatedOptions<DispatchOptions>(DispatchOptions.Section);
        services.AddSingleton<HeldLeases>();
        services.AddSingleton<EngineFleet>();
        services.AddSingleton<LeaseRenewer>();
        services.AddSingleton<QueueWatcher>();
    }

    private static void AddRunning(this IServiceCollection services)
    {
        services.AddValidatedOptions<RunningOptions>(RunningOptions.Section);
        services.AddSingleton<InputUploader>();
        services.AddSingleton<PromptSubmitter>();
        services.AddSingleton<PromptStopper>();
        services.AddSingleton<PromptWithdrawer>();
        services.AddSingleton<PromptFollower>();
        services.AddSingleton<RecoveredFiles>();
        services.AddSingleton<Alternatives>();
        services.AddSingleton<Settler>();
        services.AddSingleton<RetryPolicy>();
        services.AddSingleton<GroupDates>();
        services.AddSingleton<OutputStorage>();
        services.AddSingleton<OutputCollector>();
        services.AddSingleton<JobFinisher>();
        services.AddSingleton<JobCourse>();
        services.AddSingleton<JobRunner>();
    }

    /// <summary>Questions to an engine come every second and would bury a trace; the worker's own spans say what matters.</summary>
    private static SocketsHttpHandler EngineHandler()
    {
        var handler = ComfyUIClient.CreateHandler();
        handler.ActivityHeadersPropagator = null;
        return handler;
    }
}
