using ComfyStudio.Thumbnailer.Hosting;

namespace ComfyStudio.Thumbnailer.Tests.Hosting;

public sealed class LoopbackBindingTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8001", true)]
    [InlineData("http://localhost:8001;http://[::1]:8001", true)]
    [InlineData("http://0.0.0.0:8001", false)]
    [InlineData("http://localhost:8001;http://*:8002", false)]
    [InlineData("http://192.168.1.7:8001", false)]
    public void Only_addresses_of_this_machine_are_bound(string addresses, bool allowed) =>
        Assert.Equal(allowed, LoopbackBinding.IsLoopback(addresses));
}
