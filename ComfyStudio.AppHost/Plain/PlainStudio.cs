using System.Reflection;

namespace ComfyStudio.AppHost.Plain;

/// <summary>The studio without Aspire, from the first line to the exit code.</summary>
internal sealed class PlainStudio(Topology topology, PlainOptions asked, ConsoleLog log, TimeProvider time)
{
    private static readonly Func<string, string?> Settings = Environment.GetEnvironmentVariable;
    private readonly long _started = time.GetTimestamp();

    public static async Task<int> RunAsync(string[] arguments)
    {
        var log = ConsoleLog.ForTerminal();
        try
        {
            var options = PlainOptions.Parse(arguments);
            if (options.Help)
            {
                log.Say(PlainOptions.Usage);
                return 0;
            }

            log.Say($"ComfyStudio, plain host: {BuildFact("PlainHostReason")}. It runs the same studio as the Aspire AppHost.");
            using var shutdown = new Shutdown(TimeProvider.System);
            LaunchProfile.Forget();
            await new PlainStudio(new Topology(Settings), options, log, TimeProvider.System).RunAsync(shutdown.Token);
            return 0;
        }
        catch (SettingException exception)
        {
            log.Fail(exception.Message);
            return 1;
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        var redis = RedisChoice.ForPlainHost(Settings, Programs.Find);
        var engines = await Engine.FindAsync(Settings, topology, stopping);
        var dashboard = new DashboardTool(topology, BuildFact("AspireVersion"));
        var options = asked with { Dashboard = asked.Dashboard && CanShowDashboard(dashboard) };
        var services = new StudioPlan(topology, engines, redis, options).Services;
        RefuseTakenPorts(services);

        using var data = redis == RedisKind.Executable ? DataFolderLock.Take(topology.DataFolder) : null;
        using var guard = ProcessGuard.Start();
        using var stopDashboard = new CancellationTokenSource();
        await using var saying = stopping.Register(() => log.Say("Stopping ..."));
        var host = new PlainHost(services, guard, log, time);
        var running = host.RunAsync(stopping);
        var announcing = AnnounceAsync(host.Ready, new Announcement(topology, engines, options, !dashboard.IsInstalled, log));
        var showing = options.Dashboard ? ShowDashboardAsync(dashboard, host.Ready, guard, stopDashboard.Token) : Task.CompletedTask;
        try
        {
            await running;
        }
        finally
        {
            // The last of all, so that it receives what the services send while they stop.
            await stopDashboard.CancelAsync();
            await Task.WhenAll(announcing, showing);
        }
    }

    private bool CanShowDashboard(DashboardTool dashboard)
    {
        if (Settings("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 } elsewhere)
        {
            log.Say($"Telemetry goes to {elsewhere} (OTEL_EXPORTER_OTLP_ENDPOINT), so the dashboard stays off.");
            return false;
        }

        foreach (var problem in PortCheck.FindTaken(dashboard.Service.Ports).Take(1))
        {
            log.Fail($"{problem} The studio starts without the dashboard.");
            return false;
        }

        return true;
    }

    private static void RefuseTakenPorts(IEnumerable<Service> services)
    {
        var problems = PortCheck.FindTaken(services.SelectMany(service => service.Ports)).ToList();
        if (problems.Count > 0)
        {
            throw new SettingException(string.Join('\n', problems));
        }
    }

    private async Task AnnounceAsync(Task ready, Announcement announcement)
    {
        await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ready.IsCompletedSuccessfully)
        {
            announcement.Make(time.GetElapsedTime(_started), Settings("COMFYSTUDIO_READY_LINE") == "1");
        }
    }

    // A download must not delay the page, and a studio without its dashboard is still a studio.
    private async Task ShowDashboardAsync(DashboardTool dashboard, Task studioReady, ProcessGuard guard, CancellationToken stopping)
    {
        try
        {
            if (!dashboard.IsInstalled)
            {
                await studioReady.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await new Supervisor(dashboard.Service, guard, log, time).RunAsync(Task.CompletedTask, stopping);
        }
        catch (SettingException exception)
        {
            log.Fail($"The studio goes on without the dashboard. {exception.Message}");
        }
        catch (OperationCanceledException)
        {
            // The studio ends.
        }
    }

    private static string BuildFact(string key) =>
        typeof(PlainStudio).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(fact => fact.Key == key).Value!;
}
