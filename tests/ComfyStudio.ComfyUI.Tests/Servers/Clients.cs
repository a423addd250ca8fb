using ComfyStudio.Testing.Processes;

namespace ComfyStudio.ComfyUI.Tests.Servers;

internal static class Clients
{
    // One handler for all tests: a client must be content with a shared one.
    private static readonly SocketsHttpHandler Handler = ComfyUIClient.CreateHandler();

    public static ComfyUITimeouts Hasty { get; } = new()
    {
        Call = TimeSpan.FromMilliseconds(300),
        Catalog = TimeSpan.FromMilliseconds(300),
        Stall = TimeSpan.FromMilliseconds(300),
        Socket = TimeSpan.FromMilliseconds(300),
    };

    public static ComfyUIClient Of(ComfyUIAddress address, ComfyUITimeouts? timeouts = null) => ComfyUIClient.Create(address, Handler, timeouts);

    public static ComfyUIClient OfNobody() => Of(new ComfyUIAddress(new Uri($"http://127.0.0.1:{FreePorts.Find()}")));
}
