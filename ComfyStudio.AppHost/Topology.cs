namespace ComfyStudio.AppHost;

/// <summary>The studio's names, ports, folders and environment keys: the Aspire AppHost and the plain host both read them here.</summary>
internal sealed class Topology(Func<string, string?> environment)
{
    public const string Redis = "redis";
    public const string Api = "api";
    public const string Worker = "worker";
    public const string Thumbnailer = "thumbnailer";
    public const string Simulator = "simulator";
    public const string Web = "web";
    public const string Dashboard = "dashboard";
    public const int ComfyUIPort = 8188;

    public const string AllowRemoteKey = "Hosting__AllowRemote";
    public const string CorsOriginKey = "Cors__Origins__0";
    public const string ThumbnailerAddressKey = "Thumbnailer__Address";
    public const string TemplatesFolderKey = "Templates__Folder";
    public const string DashboardUrlKey = "Telemetry__DashboardUrl";
    public const string BrowserTracesKey = "Telemetry__OtlpHttpEndpoint";
    public const string WebApiUrlKey = "VITE_API_URL";
    public const string RedisConnectionKey = "ConnectionStrings__redis";

    /// <summary>With <c>none</c>, a process sends no traces: the simulator is somebody else's server, asked every few seconds.</summary>
    public const string TracesKey = "OTEL_TRACES_EXPORTER";

    public StudioPort RedisPort { get; } = StudioPort.Read(environment, Redis, "COMFYSTUDIO_REDIS_PORT", 6380);

    public StudioPort ApiPort { get; } = StudioPort.Read(environment, Api, "COMFYSTUDIO_API_PORT", 8000);

    public StudioPort ThumbnailerPort { get; } = StudioPort.Read(environment, Thumbnailer, "COMFYSTUDIO_THUMBNAILER_PORT", 8001);

    public StudioPort WorkerPort { get; } = StudioPort.Read(environment, Worker, "COMFYSTUDIO_WORKER_PORT", 8002);

    public StudioPort SimulatorPort { get; } = StudioPort.Read(environment, Simulator, "COMFYSTUDIO_SIMULATOR_PORT", 8189);

    public StudioPort WebPort { get; } = StudioPort.Read(environment, Web, "COMFYSTUDIO_WEB_PORT", 5173);

    public StudioPort DashboardPort { get; } = StudioPort.Read(environment, Dashboard, "COMFYSTUDIO_DASHBOARD_PORT", 18888);

    public StudioPort OtlpGrpcPort { get; } = StudioPort.Read(environment, Dashboard, "COMFYSTUDIO_OTLP_GRPC_PORT", 4317);

    public StudioPort OtlpHttpPort { get; } = StudioPort.Read(environment, Dashboard, "COMFYSTUDIO_OTLP_HTTP_PORT", 4318);

    /// <summary>Other machines may open the UI and the API, unless this is turned off: a browser in Windows reaches a studio in WSL this way.</summary>
    public bool AllowRemote { get; } = !IsOff(environment("COMFYSTUDIO_ALLOW_REMOTE"));

    /// <summary>Where Redis keeps its files.</summary>
    public string DataFolder { get; } = environment("COMFYSTUDIO_DATA") is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "comfystudio");

    /// <summary>The checkout: the folder that holds the solution.</summary>
    public string Root { get; } = FindRoot();

    public string TemplatesFolder => Path.Combine(Root, "workflows");

    public string WebFolder => Path.Combine(Root, "web");

    public string Script(string name) => Path.Combine(Root, "eng", name);

    private static bool IsOff(string? value) => value is "0" || string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ComfyStudio.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new SettingException("The AppHost runs from a checkout of ComfyStudio; no ComfyStudio.sln was found above it.");
    }
}
