using System.Diagnostics;

namespace ComfyStudio.Testing.Processes;

/// <summary>One of the studio's programs as it was built, in a process of its own; can be killed, frozen and started again at the same address.</summary>
public sealed class StudioProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly string _project;
    private Process? _process;

    /// <param name="name">As the failure message calls it.</param>
    /// <param name="project">For example <c>ComfyStudio.Api</c>.</param>
    /// <param name="settings">Of one that comes twice the last counts.</param>
    public StudioProgram(string name, string project, IEnumerable<KeyValuePair<string, string>> settings)
    {
        Name = name;
        Address = new Uri($"http://127.0.0.1:{FreePorts.Find()}");
        _project = project;
        foreach (var (key, value) in settings)
            Settings[key] = value;
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>The environment of the next start, for example <c>Jobs__LeaseDuration</c>.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>What it printed last, in all its lives.</summary>
    public ProcessLog Log { get; } = new();

    public bool IsRunning => _process is { HasExited: false };

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException($"{Name} does not run.");

    /// <summary>Starts it and waits until it answers. Whether it can reach Redis is its own affair.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Launch();
        await UntilAliveAsync(cancellationToken);
    }

    public void Launch()
    {
        if (IsRunning)
            throw new InvalidOperationException($"{Name} runs already.");
        _process?.Dispose();
        _process = ProcessReaper.Start(Describe());
        Log.Add($"--- {Name} started as process {_process.Id}");
        Log.Follow(_process);
    }

    public async Task UntilAliveAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(cancellationToken))
        {
            if (!IsRunning)
                throw new InvalidOperationException($"{Name} ended at its start. It said:\n{Log.Text}");
            if (Stopwatch.GetElapsedTime(began) > StartTime)
                throw new TimeoutException($"{Name} did not answer within {StartTime.TotalSeconds:0} s. It said:\n{Log.Text}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>SIGKILL: no goodbye, nothing handed back.</summary>
    public async Task KillAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        Log.Add($"--- {Name} was killed");
    }

    /// <summary>SIGTERM, as a service manager ends it.</summary>
    public async Task StopAsync()
    {
        Signals.Send(ProcessId, Signals.Terminate);
        using var patience = new CancellationTokenSource(StopTime);
        await _process!.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await KillAsync();
    }

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await KillAsync();
        await StartAsync(cancellationToken);
    }

    /// <summary>SIGSTOP: it lives and does nothing, as on a machine that fell asleep.</summary>
    public void Freeze() => Signals.Send(ProcessId, Signals.Stop);

    public void Thaw() => Signals.Send(ProcessId, Signals.Continue);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
    }

    private ProcessStartInfo Describe()
    {
        var start = new ProcessStartInfo(BuiltPrograms.DotNet, [BuiltPrograms.AssemblyOf(_project)])
        {
            // Where its appsettings.json lies.
            WorkingDirectory = Path.Combine(Checkout.Root, _project),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = Address.ToString().TrimEnd('/');
        start.Environment["OTEL_SERVICE_NAME"] = Name;
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        foreach (var (key, value) in Settings)
            start.Environment[key] = value;
        return start;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, "/alive"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
