using System.Runtime.InteropServices;

namespace ComfyStudio.AppHost.Plain;

/// <summary>The Aspire dashboard from its npm package, kept in an ignored folder of the checkout.</summary>
internal sealed class DashboardTool(Topology topology, string version)
{
    private static readonly string Platform =
        (OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    private static string Package => $"@microsoft/aspire-cli-{Platform}";

    private string Folder => Path.Combine(topology.Root, ".tools", "aspire");

    private string InstalledMarker => Path.Combine(Folder, $"installed-{version}");

    public bool IsInstalled => File.Exists(InstalledMarker);

    public IReadOnlyList<StudioPort> Ports => [topology.DashboardPort, topology.OtlpGrpcPort, topology.OtlpHttpPort];

    // npm leaves a half-written package behind when it is stopped; only the marker says that it came to its end.
    public Command Install => new(Topology.Dashboard, "/bin/sh",
        ["-c", """npm install --prefix "$1" --no-save --no-audit --no-fund --loglevel=error "$2" && touch "$3" """, "install", Folder, $"{Package}@{version}", InstalledMarker]);

    public Service Service =>
        new(Topology.Dashboard, Path.Combine(Folder, "node_modules", Package, "bin", "aspire"),
        [
            "dashboard", "run", "--allow-anonymous", "--nologo", "--non-interactive",
            "--frontend-url", topology.DashboardPort.Localhost,
            "--otlp-grpc-url", topology.OtlpGrpcPort.Localhost,
            "--otlp-http-url", topology.OtlpHttpPort.Localhost,
        ])
        {
            Environment = new Dictionary<string, string> { ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "1", ["NO_COLOR"] = "1" },
            Preparation = IsInstalled ? null : Install,
            Health = new HttpProbe(new Uri(topology.DashboardPort.Localhost)),
            Ports = Ports,
            StopsLast = true,
        };
}
