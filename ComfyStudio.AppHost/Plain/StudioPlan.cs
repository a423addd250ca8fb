namespace ComfyStudio.AppHost.Plain;

/// <summary>The processes of the studio, as AppHost.cs describes them to Aspire.</summary>
internal sealed class StudioPlan(Topology topology, IReadOnlyList<Engine> engines, RedisKind redis, PlainOptions options)
{
    private bool HasSimulator => engines.Any(engine => engine.IsSimulator);

    private bool AllowRemote => topology.AllowRemote && !options.LocalOnly;

    private string[] RedisNames => redis == RedisKind.Executable ? [Topology.Redis] : [];

    public IReadOnlyList<Service> Services =>
    [
        .. redis == RedisKind.Executable ? [Redis()] : Array.Empty<Service>(),
        .. HasSimulator ? [Simulator()] : Array.Empty<Service>(),
        Thumbnailer(),
        Api(),
        Worker(),
        Web(),
    ];

    // Its greeting and its advice on kernel settings would be the first thing that a newcomer reads.
    private Service Redis()
    {
        var log = Path.Combine(RedisServer.CreateFolder(topology), "redis.log");
        return new Service(Topology.Redis, Programs.Find(RedisServer.Executable)!, [.. RedisServer.Arguments(topology), "--logfile", log])
        {
            Health = new RedisProbe(topology.RedisPort.Number),
            Ports = [topology.RedisPort],
            Evidence = $"{log} says why",
            StopsLast = true,
        };
    }

    private Service Simulator() => DotNet(Topology.Simulator, "ComfyStudio.Simulator", topology.SimulatorPort, [], new KeyValuePair<string, string>(Topology.TracesKey, "none"));

    private Service Thumbnailer() => DotNet(Topology.Thumbnailer, "ComfyStudio.Thumbnailer", topology.ThumbnailerPort, RedisNames) with
    {
        Preparation = Script(Topology.Thumbnailer, "fetch-libvips"),
        StartsUnprepared = true, // the system's own libvips may do
    };

    private Service Worker() => DotNet(Topology.Worker, "ComfyStudio.Worker", topology.WorkerPort,
        [.. RedisNames, .. HasSimulator ? [Topology.Simulator] : Array.Empty<string>()],
        [.. engines.SelectMany((engine, index) => engine.Settings(index))]);

    private Service Api() => DotNet(Topology.Api, "ComfyStudio.Api", topology.ApiPort, [.. RedisNames, Topology.Thumbnailer],
    [
        new("ASPNETCORE_URLS", AllowRemote ? $"http://*:{topology.ApiPort.Number}" : topology.ApiPort.Localhost),
        new(Topology.AllowRemoteKey, AllowRemote ? "true" : "false"),
        new(Topology.CorsOriginKey, topology.WebPort.Localhost),
        new(Topology.ThumbnailerAddressKey, topology.ThumbnailerPort.Localhost),
        new(Topology.TemplatesFolderKey, topology.TemplatesFolder),
        .. options.Dashboard ? DashboardAddresses() : [],
    ]);

    private IEnumerable<KeyValuePair<string, string>> DashboardAddresses() =>
    [
        new(Topology.DashboardUrlKey, topology.DashboardPort.Localhost),
        new(Topology.BrowserTracesKey, $"{topology.OtlpHttpPort.Localhost}/v1/traces"),
    ];

    private Service Web() => new(Topology.Web, Programs.Node(),
    [
        Path.Combine(topology.WebFolder, "node_modules", "vite", "bin", "vite.js"),
        "--port", $"{topology.WebPort.Number}", "--strictPort", "--host", AllowRemote ? "0.0.0.0" : "127.0.0.1",
    ])
    {
        WorkingDirectory = topology.WebFolder,
        Environment = new Dictionary<string, string> { [Topology.WebApiUrlKey] = topology.ApiPort.Localhost },
        Preparation = Script(Topology.Web, "install-web"),
        Health = new HttpProbe(new Uri(topology.WebPort.Localhost)),
        Ports = [topology.WebPort],
        WaitsFor = [Topology.Api],
    };

    private Service DotNet(string name, string project, StudioPort port, IReadOnlyList<string> waitsFor, params KeyValuePair<string, string>[] settings) =>
        new(name, DotNetHost.Path, [DotNetHost.BuiltAssembly(topology.Root, project)])
        {
            WorkingDirectory = Path.Combine(topology.Root, project),
            Environment = new ServiceEnvironment(topology, options).For(name, port, settings),
            Health = new HttpProbe(new Uri($"{port.Localhost}/health")),
            Ports = [port],
            WaitsFor = waitsFor,
        };

    private Command Script(string name, string script) => new(name, topology.Script(script), []);
}
