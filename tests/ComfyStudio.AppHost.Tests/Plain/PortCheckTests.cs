using System.Net;
using System.Net.Sockets;
using ComfyStudio.AppHost.Plain;

namespace ComfyStudio.AppHost.Tests.Plain;

public sealed class PortCheckTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public void A_port_in_use_is_named_with_its_holder_and_its_setting(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var problem = Assert.Single(PortCheck.FindTaken([new StudioPort("api", "COMFYSTUDIO_API_PORT", port)]));

        Assert.StartsWith($"Port {port} (api) is already in use", problem, StringComparison.Ordinal);
        Assert.Contains("COMFYSTUDIO_API_PORT", problem, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains($"(process {Environment.ProcessId})", problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_free_port_is_no_problem()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Assert.Empty(PortCheck.FindTaken([new StudioPort("api", "COMFYSTUDIO_API_PORT", port)]));
    }
}
