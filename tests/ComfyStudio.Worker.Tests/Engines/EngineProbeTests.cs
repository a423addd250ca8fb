using System.Net;
using ComfyStudio.ComfyUI;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Engines;

public sealed class EngineProbeTests
{
    [Theory]
    [InlineData("http://192.168.7.9:8188", "is ComfyUI running and started with --listen?")]
    [InlineData("http://127.0.0.1:8188", "is ComfyUI running?")]
    public async Task Nothing_there_is_said_with_what_to_look_at(string address, string hint)
    {
        var reading = await ProbeAsync(address, _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

        var away = Assert.IsType<EngineReading.Unreachable>(reading);
        Assert.Equal($"Nothing answers at {address}: {hint}", away.Problem);
    }

    [Fact]
    public async Task A_proxy_without_its_engine_is_away_and_not_unusable()
    {
        var reading = await ProbeAsync("http://gpu.lan", _ => new HttpResponseMessage(HttpStatusCode.BadGateway));

        Assert.Contains("proxy", Assert.IsType<EngineReading.Unreachable>(reading).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_is_no_engine()
    {
        var reading = await ProbeAsync("http://gpu.lan", _ => new HttpResponseMessage { Content = new StringContent("<html>hello</html>") });

        Assert.Contains("not ComfyUI", Assert.IsType<EngineReading.Unusable>(reading).Problem, StringComparison.Ordinal);
    }

    private static Task<EngineReading> ProbeAsync(string address, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var options = new EngineOptions { Id = "engine", Name = "Engine", Address = address };
        var client = ComfyUIClient.Create(EngineAddress.TryParse(options)!, new AnsweringHandler(answer));
        var engine = new Engine(new WantedEngine(options, "Engines__0__"), client, TimeProvider.System);
        return new EngineProbe(engine, TimeSpan.FromSeconds(30), TimeProvider.System).ReadAsync(TestContext.Current.CancellationToken);
    }
}
