using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ComfyStudio.Testing.Processes;
using Xunit;

namespace ComfyStudio.Testing;

/// <summary>
/// A real <c>redis-server</c> of our own, on a free port, with every write synced to its append-only file. It can be killed and started
/// again from its files. One serves a whole assembly (<c>[assembly: AssemblyFixture(typeof(RedisServer))]</c>); each test uses its own queue
/// name, see <see cref="NewQueueName"/>.
/// </summary>
public sealed class RedisServer : IAsyncLifetime
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(20);
    private int _queues;

    /// <summary>Files in it outlive the processes that write them, which is all that most tests want of a disk; no flush waits there.</summary>
    private const string Memory = "/dev/shm";

    private DirectoryInfo _folder = null!;
    private Process? _process;

    /// <summary>Its files lie on a real disk, where each write waits for a flush.</summary>
    public bool OnDisk { get; init; }

    public int Port { get; private set; }

    /// <summary>For <c>ConnectionStrings:redis</c>.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>A name that no other test of this server uses, for <c>Jobs:Queue</c>.</summary>
    public string NewQueueName() => $"test-{Interlocked.Increment(ref _queues)}";

    public async ValueTask InitializeAsync()
    {
        _folder = !OnDisk && Directory.Exists(Memory)
            ? Directory.CreateDirectory(Path.Join(Memory, $"comfystudio-redis-{Path.GetRandomFileName()}"))
            : Directory.CreateTempSubdirectory("comfystudio-redis-");
        // Between finding a free port and taking it somebody else may be faster.
        for (var tries = 0; tries < 5; tries++)
        {
            Port = FreePorts.Find();
            if (await TryStartAsync()) return;
        }

        throw new InvalidOperationException($"redis-server did not start. Its last words: {ReadLog()}");
    }

    /// <summary>SIGKILL: no goodbye, nothing flushed.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Starts it again on the same port from the files it left.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        if (!await TryStartAsync()) throw new InvalidOperationException($"redis-server did not come back. Its last words: {ReadLog()}");
    }

    /// <summary>SIGSTOP: the connections stay, and nobody answers. Not on Windows.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    public Task ThawAsync() => SignalAsync("-CONT");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> TryStartAsync()
    {
        _process = Launch();
        var started = Stopwatch.StartNew();
        while (started.Elapsed < StartTime && !_process.HasExited)
        {
            if (await AnswersAsync()) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }

        await KillAsync();
        return false;
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo("redis-server") { WorkingDirectory = _folder.FullName };
        string[] arguments =
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder.FullName, "--appendonly", "yes", "--appendfsync", "always", "--save", "",
            "--logfile", LogFile, "--daemonize", "no",
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            return ProcessReaper.Start(start);
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                "These tests need redis-server on the PATH. Debian and Ubuntu: sudo apt-get install redis-server. macOS: brew install redis. "
                + "Windows: run the tests inside WSL.", missing);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[7];
            await stream.ReadExactlyAsync(answer);
            // While it loads its files it answers -LOADING.
            return Encoding.ASCII.GetString(answer) == "+PONG\r\n";
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{ProcessId}"]);
        await kill.WaitForExitAsync();
    }

    private string LogFile => Path.Combine(_folder.FullName, "redis.log");

    private string ReadLog() => File.Exists(LogFile) ? string.Join(' ', File.ReadLines(LogFile).TakeLast(5)) : "none";
}
