using System.Threading.Channels;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>
/// The register of sockets by client id, and the one loop that publishes to them in turn. A second socket with the same id
/// takes the place of the first, and when the first one closes it takes the second out with it: the original does so too.
/// </summary>
internal sealed class EventSockets : BackgroundService
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, EventSocket> _sockets = [];
    private readonly HashSet<EventSocket> _open = [];
    private readonly Channel<(string? ClientId, Frame Frame)> _outbox =
        Channel.CreateUnbounded<(string?, Frame)>(new UnboundedChannelOptions { SingleReader = true });

    private volatile string? _runningClient;
    private volatile string? _runningNode;

    /// <summary>Whose prompt runs, or ran last.</summary>
    public string? RunningClient
    {
        get => _runningClient;
        set => _runningClient = value;
    }

    /// <summary>The node that runs; null between prompts.</summary>
    public string? RunningNode
    {
        get => _runningNode;
        set => _runningNode = value;
    }

    /// <summary>New sockets fall silent at once, too.</summary>
    public bool AreSilent { get; set; }

    public int Count
    {
        get
        {
            lock (_lock)
                return _open.Count;
        }
    }

    public bool OwnerWantsMetadata => RunningClient is { } owner && Find(owner) is { SupportsPreviewMetadata: true };

    public void Broadcast(Frame frame) => Post(null, frame);

    /// <summary>Nobody when the prompt came without a client id, or its socket is away.</summary>
    public void SendToOwner(Frame frame)
    {
        if (RunningClient is { } owner)
            Post(owner, frame);
    }

    public void SendToOwnerOrAll(Frame frame) => Post(RunningClient, frame);

    /// <summary>Registers the socket and greets it before anything else can reach it.</summary>
    public async Task JoinAsync(EventSocket socket, Func<int> remaining, CancellationToken cancellationToken)
    {
        var greeting = new List<Frame> { ServerEvents.Status(remaining(), socket.ClientId) };
        if (RunningClient == socket.ClientId && RunningNode is { } node)
            greeting.Add(ServerEvents.ExecutingAfterReconnect(node));
        var greeted = socket.SendAsync(greeting, cancellationToken);
        if (AreSilent)
            socket.FallSilent();
        lock (_lock)
        {
            _open.Add(socket);
            _sockets[socket.ClientId] = socket;
        }
        await greeted;
    }

    public void Leave(EventSocket socket)
    {
        lock (_lock)
        {
            _open.Remove(socket);
            _sockets.Remove(socket.ClientId);
        }
    }

    public void AbortAll()
    {
        foreach (var socket in Open())
            socket.Abort();
    }

    public void SilenceAll()
    {
        foreach (var socket in Open())
            socket.FallSilent();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (clientId, frame) in _outbox.Reader.ReadAllAsync(stoppingToken))
        {
            if (clientId is not null)
            {
                if (Find(clientId) is { } socket)
                    await socket.SendAsync([frame], stoppingToken);
                continue;
            }
            foreach (var socket in Registered())
                await socket.SendAsync([frame], stoppingToken);
        }
    }

    private void Post(string? clientId, Frame frame) => _outbox.Writer.TryWrite((clientId, frame));

    private EventSocket? Find(string clientId)
    {
        lock (_lock)
            return _sockets.GetValueOrDefault(clientId);
    }

    private List<EventSocket> Registered()
    {
        lock (_lock)
            return [.. _sockets.Values];
    }

    private List<EventSocket> Open()
    {
        lock (_lock)
            return [.. _open];
    }
}
