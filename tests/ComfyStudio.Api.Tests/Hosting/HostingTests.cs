using ComfyStudio.Api.Hosting;
using ComfyStudio.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComfyStudio.Api.Tests.Hosting;

public sealed class HostingTests(RedisServer redis)
{
    [Theory]
    [InlineData("http://localhost:8000", "http://localhost:8000")]
    [InlineData("http://0.0.0.0:8000", "http://localhost:8000")]
    [InlineData("http://*:8000;http://[::1]:8001", "http://localhost:8000;http://[::1]:8001")]
    [InlineData("http://192.168.1.20:8000", "http://localhost:8000")]
    [InlineData("http://0.0.0.0:0", "http://127.0.0.1:0")]
    public void Without_leave_it_listens_on_this_machine_only(string wanted, string listen) =>
        Assert.Equal(listen, ListenAddresses.For(wanted, allowRemote: false));

    [Theory]
    [InlineData("http://localhost:8000", "http://*:8000")]
    [InlineData("http://0.0.0.0:8000", "http://0.0.0.0:8000")]
    [InlineData("http://192.168.1.20:8000", "http://192.168.1.20:8000")]
    public void STK_INTEGRATION_037_One_setting_opens_it_to_the_network(string wanted, string listen) =>
        Assert.Equal(listen, ListenAddresses.For(wanted, allowRemote: true));

    [Theory]
    [InlineData("Cors:Origins:0", "http://localhost:5173/", "Cors:Origins:0")]
    [InlineData("Generation:MaxPromptLength", "0", "Generation:MaxPromptLength")]
    [InlineData("Thumbnailer:Address", "somewhere", "Thumbnailer:Address")]
    [InlineData("ConnectionStrings:redis", "", "ConnectionStrings:redis")]
    [InlineData("Templates:Folder", "nowhere", "Templates:Folder")]
    public async Task CONFIG_006_A_wrong_setting_stops_the_start_and_is_named(string key, string value, string named) =>
        Assert.Contains(named, await FailedStart.OfAsync(key, value), StringComparison.Ordinal);

    [Fact]
    public void CONFIG_007_The_source_of_a_setting_is_known()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Images:Root"] = "/a" })
            .AddCommandLine(["--Images:Root=/b"])
            .Build();
        var report = new SettingsReport(configuration, NullLogger<SettingsReport>.Instance);

        Assert.Equal("CommandLineConfigurationProvider", report.SourceOf("Images:Root"));
        Assert.Null(report.SourceOf("Templates:Folder"));
    }

    [Fact]
    public void A_password_is_never_logged() =>
        Assert.Equal("redis.example:6380,password=***,ssl=true", SettingsReport.Redact("redis.example:6380,password=secret,ssl=true"));

    [Fact]
    public async Task The_system_tells_what_runs_here()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Telemetry:DashboardUrl", "http://localhost:18888"));
        await api.PublishEngineAsync(simulator: true);

        var system = (await api.GetAsync("/api/system")).Body;

        Assert.Matches(@"^\d+\.\d+\.\d+$", (string)system["version"]!);
        Assert.True((bool)system["simulator"]!);
        Assert.True((bool)system["redisOnline"]!);
        Assert.True((bool)system["imagesOnline"]!);
        Assert.Equal(api.Images.Path, (string)system["imagesRoot"]!);
        Assert.Equal("http://localhost:18888", (string)system["dashboardUrl"]!);
        Assert.Equal("local", (string)system["owner"]!);
    }
}
