using ComfyStudio.AppHost.Plain;

namespace ComfyStudio.AppHost.Tests.Plain;

public sealed class StudioPlanTests
{
    private static readonly Engine Desk = new("desk", "Desk", new Uri("http://desk:8188"));

    [Fact]
    public void With_a_ComfyUI_no_simulator_is_started()
    {
        var services = Plan(Desk);

        Assert.Equal(["redis", "thumbnailer", "api", "worker", "web"], services.Select(service => service.Name));
        Assert.Equal("http://desk:8188/", Named(services, "worker").Environment["Engines__0__Address"]);
    }

    [Fact]
    public void Without_one_the_worker_gets_the_simulator_and_knows_that_it_is_one()
    {
        var services = Plan(Engine.SimulatorAt(new StudioPort("simulator", "", 8189)));

        var worker = Named(services, "worker");
        Assert.Contains("simulator", worker.WaitsFor);
        Assert.Equal("Simulator", worker.Environment["Engines__0__Name"]);
        Assert.Equal("true", worker.Environment["Engines__0__Simulator"]);
    }

    [Fact]
    public void A_given_redis_is_neither_started_nor_waited_for()
    {
        var services = Plan(Desk, RedisKind.Given);

        Assert.DoesNotContain(services, service => service.Name == "redis");
        Assert.DoesNotContain(services, service => service.WaitsFor.Contains("redis"));
    }

    [Fact]
    public void Redis_writes_every_change_to_its_files()
    {
        var arguments = string.Join(' ', Named(Plan(Desk), "redis").Arguments);

        Assert.Contains("--appendonly yes --appendfsync always", arguments, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_page_and_the_api_are_open_to_other_machines()
    {
        var services = Plan(Desk);

        Assert.Equal("http://*:8000", Named(services, "api").Environment["ASPNETCORE_URLS"]);
        Assert.Equal("true", Named(services, "api").Environment["Hosting__AllowRemote"]);
        Assert.Equal("http://localhost:8001", Named(services, "thumbnailer").Environment["ASPNETCORE_URLS"]);
        Assert.Equal("http://localhost:8002", Named(services, "worker").Environment["ASPNETCORE_URLS"]);
        Assert.Contains("0.0.0.0", Named(services, "web").Arguments);
    }

    [Fact]
    public void Local_only_closes_them()
    {
        var services = Plan(Desk, options: new PlainOptions(Dashboard: false, LocalOnly: true, Help: false));

        Assert.Equal("http://localhost:8000", Named(services, "api").Environment["ASPNETCORE_URLS"]);
        Assert.Equal("false", Named(services, "api").Environment["Hosting__AllowRemote"]);
        Assert.DoesNotContain("0.0.0.0", Named(services, "web").Arguments);
    }

    [Fact]
    public void Without_the_dashboard_no_telemetry_is_sent()
    {
        var quiet = Named(Plan(Desk, options: new PlainOptions(Dashboard: false, LocalOnly: false, Help: false)), "worker");
        var telling = Named(Plan(Desk), "worker");

        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", quiet.Environment.Keys);
        Assert.Equal("http://localhost:4317", telling.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("worker", telling.Environment["OTEL_SERVICE_NAME"]);
    }

    private static IReadOnlyList<Service> Plan(Engine engine, RedisKind redis = RedisKind.Executable, PlainOptions? options = null)
    {
        var topology = new Topology(key => key == "COMFYSTUDIO_DATA" ? Path.Combine(Path.GetTempPath(), "comfystudio-plan-tests") : null);
        return new StudioPlan(topology, [engine], redis, options ?? new PlainOptions(Dashboard: true, LocalOnly: false, Help: false)).Services;
    }

    private static Service Named(IReadOnlyList<Service> services, string name) => services.Single(service => service.Name == name);
}
