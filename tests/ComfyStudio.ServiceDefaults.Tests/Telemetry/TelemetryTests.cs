using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace ComfyStudio.ServiceDefaults.Tests.Telemetry;

public sealed partial class TelemetryTests
{
    [Fact]
    public async Task A_request_is_traced_counted_and_logged_under_the_services_name()
    {
        await using var collector = await Collector.StartAsync(TestContext.Current.CancellationToken);

        await RunAsync(collector.Address, client => client.GetAsync("/things/7", TestContext.Current.CancellationToken));

        var traces = collector.Received("traces");
        Assert.Contains("GET /things/{id}", traces, StringComparison.Ordinal);
        Assert.Contains("painting", traces, StringComparison.Ordinal);
        Assert.Contains("unit-under-test", traces, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", collector.Received("metrics"), StringComparison.Ordinal);
        Assert.Contains("thing 7 was asked for", collector.Received("logs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/api/events")]
    [InlineData("/assets/index.js")]
    public async Task Probes_assets_and_the_event_stream_leave_no_trace(string path)
    {
        await using var collector = await Collector.StartAsync(TestContext.Current.CancellationToken);

        await RunAsync(collector.Address, client => client.GetAsync(path, TestContext.Current.CancellationToken));

        Assert.DoesNotContain(path, collector.Received("traces"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_alone_can_be_turned_off()
    {
        await using var collector = await Collector.StartAsync(TestContext.Current.CancellationToken);

        await RunAsync(collector.Address, client => client.GetAsync("/things/7", TestContext.Current.CancellationToken), ("OTEL_TRACES_EXPORTER", "none"));

        Assert.Empty(collector.Received("traces"));
        Assert.Contains("thing 7 was asked for", collector.Received("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_away_does_not_hold_up_the_end()
    {
        var end = await RunAsync("http://127.0.0.1:9", client => client.GetAsync("/things/7", TestContext.Current.CancellationToken));

        Assert.InRange(end, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Without_an_address_nothing_is_collected()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = "";

        builder.AddServiceDefaults();

        Assert.DoesNotContain(builder.Services, service => service.ServiceType == typeof(TracerProvider));
    }

    /// <returns>How long the application took to end.</returns>
    private static async Task<TimeSpan> RunAsync(
        string collector, Func<HttpClient, Task<HttpResponseMessage>> act, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector;
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        builder.Configuration["OTEL_SERVICE_NAME"] = "unit-under-test";
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.AddServiceDefaults();

        await using var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/things/{id}", AnswerThing);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.First()) };
        (await act(client)).Dispose();

        var clock = Stopwatch.StartNew();
        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
        return clock.Elapsed;
    }

    private static string AnswerThing(int id, ILogger<TelemetryTests> logger)
    {
        using var source = new ActivitySource("ComfyStudio.Tests");
        using var activity = source.StartActivity("painting");
        LogAsked(logger, id);
        return "thing";
    }

    [LoggerMessage(LogLevel.Information, "thing {Id} was asked for")]
    private static partial void LogAsked(ILogger logger, int id);
}
