using System.Text.Json;

namespace ComfyStudio.AppHost.Plain;

/// <summary>The lines that close the start: where everything is, and what the person should know about it.</summary>
internal sealed class Announcement(Topology topology, IReadOnlyList<Engine> engines, PlainOptions options, bool dashboardComesLater, ConsoleLog log)
{
    private bool AllowRemote => topology.AllowRemote && !options.LocalOnly;

    private string ApiDocs => $"{topology.ApiPort.Localhost}/docs";

    public void Make(TimeSpan startTime, bool forPrograms)
    {
        if (forPrograms)
        {
            log.Say(ReadyLine());
        }

        log.Say($"""

            The studio is ready ({startTime.TotalSeconds:0.0} s).
              Open       {topology.WebPort.Localhost}
              API docs   {ApiDocs}
              Dashboard  {DashboardLine()}
              Engine     {EngineLine()}
              Network    {NetworkLine()}
            Ctrl+C ends it.

            """);
    }

    private string DashboardLine() =>
        !options.Dashboard ? "off"
        : dashboardComesLater ? $"{topology.DashboardPort.Localhost} (in a moment: it is being fetched from npm, once)"
        : topology.DashboardPort.Localhost;

    private string EngineLine() => engines is [{ IsSimulator: true } simulator]
        ? $"nothing answers on port {Topology.ComfyUIPort} and COMFYUI_URL is not set, so the simulator at {Shown(simulator)} paints pictures in ComfyUI's place"
        : string.Join(", ", engines.Select(engine => $"{engine.Name} at {Shown(engine)}"));

    private string NetworkLine() => AllowRemote
        ? "whoever reaches this machine can open the page and use the API, there is no sign-in yet; --local-only keeps them to this machine"
        : "only this machine can open the page and use the API";

    private static string Shown(Engine engine) => engine.Address.GetLeftPart(UriPartial.Path).TrimEnd('/');

    /// <summary>One line of JSON for a program that starts the studio, when it asks by <c>COMFYSTUDIO_READY_LINE=1</c>.</summary>
    private string ReadyLine() => "comfystudio-ready " + JsonSerializer.Serialize(new
    {
        web = topology.WebPort.Localhost,
        api = topology.ApiPort.Localhost,
        docs = ApiDocs,
        dashboard = options.Dashboard ? topology.DashboardPort.Localhost : null,
        simulator = engines.Any(engine => engine.IsSimulator),
        process = Environment.ProcessId,
    });
}
