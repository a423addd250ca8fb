namespace ComfyStudio.AppHost.Tests;

public sealed class TopologyTests
{
    [Fact]
    public void Without_settings_the_ports_are_the_documented_ones()
    {
        var topology = new Topology(_ => null);

        Assert.Equal(
            [5173, 8000, 8001, 8002, 8189, 6380, 18888],
            new[] { topology.WebPort, topology.ApiPort, topology.ThumbnailerPort, topology.WorkerPort, topology.SimulatorPort, topology.RedisPort, topology.DashboardPort }.Select(port => port.Number));
    }

    [Fact]
    public void A_port_moves_by_its_setting()
    {
        var topology = new Topology(key => key == "COMFYSTUDIO_API_PORT" ? "9000" : null);

        Assert.Equal("http://localhost:9000", topology.ApiPort.Localhost);
    }

    [Theory]
    [InlineData("eight")]
    [InlineData("0")]
    [InlineData("70000")]
    [InlineData("-1")]
    public void A_port_that_is_none_is_refused_by_name(string value)
    {
        var refusal = Assert.Throws<SettingException>(() => new Topology(key => key == "COMFYSTUDIO_API_PORT" ? value : null));

        Assert.Contains($"COMFYSTUDIO_API_PORT is '{value}'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    public void Other_machines_are_let_in_unless_that_is_turned_off(string? setting, bool remote)
    {
        Assert.Equal(remote, new Topology(key => key == "COMFYSTUDIO_ALLOW_REMOTE" ? setting : null).AllowRemote);
    }

    [Fact]
    public void The_services_and_scripts_it_names_are_there()
    {
        var topology = new Topology(_ => null);

        Assert.True(Directory.Exists(topology.WebFolder));
        Assert.True(File.Exists(topology.Script("install-web")));
        Assert.True(File.Exists(topology.Script("fetch-libvips")));
    }
}
