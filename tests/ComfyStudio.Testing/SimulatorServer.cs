using ComfyStudio.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.Testing;

/// <summary>A simulator of a test's own: in this process, on a free port, with a folder that goes away with it.</summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private static readonly Uri AnyPort = new("http://127.0.0.1:0");

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private SimulatorServer(WebApplication app, DirectoryInfo folder)
    {
        _app = app;
        _folder = folder;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Faults = new SimulatorFaults(Address);
    }

    public Uri Address { get; }

    public SimulatorFaults Faults { get; }

    /// <summary>Holds <c>output</c>, <c>input</c> and <c>temp</c>.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Steps take one millisecond and models load at once, unless <paramref name="configure"/> says otherwise.</summary>
    public static Task<SimulatorServer> StartAsync(Action<SimulatorOptions>? configure = null) => StartAsync(AnyPort, configure);

    /// <summary>The same at an address that something already looks for.</summary>
    public static async Task<SimulatorServer> StartAsync(Uri address, Action<SimulatorOptions>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("comfystudio-simulator-");
        var app = SimulatorHost.Build(["--urls", address.ToString(), "--Logging:LogLevel:Default=Warning"], options =>
        {
            options.MillisecondsPerStep = 1;
            options.ModelLoad = TimeSpan.Zero;
            options.OutputFolder = folder.FullName;
            configure?.Invoke(options);
        });
        await app.StartAsync();
        return new SimulatorServer(app, folder);
    }

    public async ValueTask DisposeAsync()
    {
        Faults.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
