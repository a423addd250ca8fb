using System.Net.Sockets;

namespace ComfyStudio.AppHost;

/// <summary>One ComfyUI that the worker is told about.</summary>
internal sealed record Engine(string Id, string Name, Uri Address)
{
    public string? UserName { get; init; }

    public string? Password { get; init; }

    public string? Token { get; init; }

    public bool IsSimulator { get; init; }

    public static Engine SimulatorAt(StudioPort port) =>
        new("simulator", "Simulator", new Uri(port.Localhost)) { IsSimulator = true };

    /// <summary>The engines that were configured, or the ComfyUI of this machine, or the simulator when nothing answers there.</summary>
    public static async Task<IReadOnlyList<Engine>> FindAsync(
        Func<string, string?> environment, Topology topology, CancellationToken cancellationToken)
    {
        var token = environment("COMFYUI_TOKEN");
        if (environment("COMFYUI_URL") is { } addresses && !string.IsNullOrWhiteSpace(addresses))
        {
            return EngineAddresses.Parse(addresses, token);
        }

        return await AnswersAsync(Topology.ComfyUIPort, cancellationToken)
            ? [new Engine("comfyui", "ComfyUI", new Uri($"http://localhost:{Topology.ComfyUIPort}")) { Token = token }]
            : [SimulatorAt(topology.SimulatorPort)];
    }

    /// <summary>The worker's settings for this engine, as environment variables.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings(int index)
    {
        (string Key, string? Value)[] settings =
        [
            ("Id", Id), ("Name", Name), ("Address", Address.AbsoluteUri), ("Token", Token),
            ("UserName", UserName), ("Password", Password), ("Simulator", IsSimulator ? "true" : null),
        ];
        return settings
            .Where(setting => !string.IsNullOrEmpty(setting.Value))
            .Select(setting => KeyValuePair.Create($"Engines__{index}__{setting.Key}", setting.Value!));
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("localhost", port, limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
