using ComfyStudio.ServiceDefaults;
using ComfyStudio.Simulator.Execution;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Simulator.Nodes;
using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator;

/// <summary>A stand-in for ComfyUI: its protocol, its queue and its habits, with painted pictures in place of rendered ones.</summary>
public static class SimulatorHost
{
    private const string DefaultAddress = "http://127.0.0.1:8189";

    /// <summary>Tests run it in their own process; <paramref name="configure"/> has the last word over the configuration.</summary>
    public static WebApplication Build(string[] args, Action<SimulatorOptions>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(SimulatorHost).Assembly.GetName().Name,
        });
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(DefaultAddress);
        // One line per prompt is enough; a line per request would drown it.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.AddServiceDefaults();
        builder.AddSimulatorOptions(configure);
        builder.AddNodes();
        builder.AddExecution();
        builder.AddFaults();
        builder.AddProtocol();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.UseFaults();
        app.UseProtocol();
        app.MapFaults();
        app.MapProtocol();
        return app;
    }
}
