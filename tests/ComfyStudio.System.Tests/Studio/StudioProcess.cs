using System.Diagnostics;
using System.Text.Json;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.SystemTests.Studio;

/// <summary>The studio as the README starts it, on ports and in folders of its own.</summary>
internal sealed class StudioProcess : IAsyncDisposable
{
    private const string ReadyPrefix = "comfystudio-ready ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly StudioOutput _output;

    private StudioProcess(Process process, DirectoryInfo folder, StudioOutput output)
    {
        _process = process;
        _folder = folder;
        _output = output;
    }

    public required string Web { get; init; }

    public required string Api { get; init; }

    public required string? Dashboard { get; init; }

    public string ImagesRoot => Path.Combine(_folder.FullName, "images");

    public string Output => _output.Text;

    public int ProcessId => _process.Id;

    /// <param name="environment">Added to the ports and folders.</param>
    /// <param name="arguments">Of the AppHost.</param>
    public static async Task<StudioProcess> StartAsync(
        IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("comfystudio-system-");
        var start = new ProcessStartInfo("dotnet", ["run", "--project", "ComfyStudio.AppHost", "--no-build", "--", .. arguments])
        {
            WorkingDirectory = Checkout.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in Surroundings(folder).Concat(environment))
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        var output = new StudioOutput(process);
        try
        {
            return await ReadyAsync(process, folder, output, cancellationToken);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Ends it as Ctrl+C or a service manager does, and says how long that took.</summary>
    public async Task<TimeSpan> StopAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        Signal.Terminate(_process.Id);
        await _process.WaitForExitAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal.Terminate(_process.Id);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<StudioProcess> ReadyAsync(
        Process process, DirectoryInfo folder, StudioOutput output, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartLimit);
        var line = await output.LineAsync(ReadyPrefix, patience.Token);
        using var ready = JsonDocument.Parse(line[ReadyPrefix.Length..]);
        return new StudioProcess(process, folder, output)
        {
            Web = ready.RootElement.GetProperty("web").GetString()!,
            Api = ready.RootElement.GetProperty("api").GetString()!,
            Dashboard = ready.RootElement.GetProperty("dashboard").GetString(),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Surroundings(DirectoryInfo folder)
    {
        yield return new("COMFYSTUDIO_READY_LINE", "1");
        yield return new("COMFYSTUDIO_DATA", Path.Combine(folder.FullName, "data"));
        yield return new("Images__Root", Path.Combine(folder.FullName, "images"));
        yield return new("COMFYUI_URL", "");
        foreach (var (name, port) in PortNames.Zip(FreePorts.Find(PortNames.Length)))
        {
            yield return new($"COMFYSTUDIO_{name}_PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static readonly string[] PortNames = ["REDIS", "API", "WORKER", "THUMBNAILER", "SIMULATOR", "WEB", "DASHBOARD", "OTLP_GRPC", "OTLP_HTTP"];
}
