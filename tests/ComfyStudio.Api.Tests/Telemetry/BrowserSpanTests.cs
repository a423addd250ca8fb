using System.Text.Json.Nodes;
using ComfyStudio.Api.Telemetry;
using ComfyStudio.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Tests.Telemetry;

public sealed class BrowserSpanTests(RedisServer redis)
{
    [Fact]
    public async Task Spans_of_the_browser_arrive_at_the_collector_under_the_name_of_the_page()
    {
        await using var collector = await Collector.StartAsync();
        await using var api = await StudioApi.StartAsync(
            redis, ("Telemetry:OtlpHttpEndpoint", $"{collector.Address}/v1/traces"), ("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=secret%20key"));

        var answer = await api.PostAsync("/api/telemetry/spans", new JsonArray(Span()));

        Assert.Equal(204, answer.Status);
        Assert.Equal("secret key", collector.Key);
        var resource = Assert.Single(collector.Received)["resourceSpans"]![0]!;
        Assert.Equal("web", (string)resource["resource"]!["attributes"]![0]!["value"]!["stringValue"]!);
        var span = resource["scopeSpans"]![0]!["spans"]![0]!;
        Assert.Equal(("5b8efff798038103d269b633813fc60c", "generate"), ((string)span["traceId"]!, (string)span["name"]!));
        Assert.Equal(("1795250000000500000", "1795250001000000000"), ((string)span["startTimeUnixNano"]!, (string)span["endTimeUnixNano"]!));
        Assert.Equal("shown", (string)span["attributes"]![0]!["value"]!["stringValue"]!);
    }

    [Theory]
    [InlineData("http://localhost:4317", null, "http://localhost:4318/v1/traces")]
    [InlineData("http://collector:9000/otel/", "http/protobuf", "http://collector:9000/otel/v1/traces")]
    [InlineData("http://collector:9000", "grpc", null)]
    [InlineData(null, null, null)]
    public void The_collector_is_found_from_the_settings_of_OpenTelemetry(string? endpoint, string? protocol, string? traces)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
        }).Build();

        Assert.Equal(traces, new OtlpEndpoint(Options.Create(new TelemetryOptions()), configuration).Traces?.ToString());
    }

    [Fact]
    public async Task Without_a_collector_they_are_dropped()
    {
        await using var api = await StudioApi.StartAsync(redis);

        Assert.Equal(204, (await api.PostAsync("/api/telemetry/spans", new JsonArray(Span()))).Status);
    }

    [Fact]
    public async Task A_collector_that_is_away_is_no_failure_of_the_page()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Telemetry:OtlpHttpEndpoint", "http://127.0.0.1:9/v1/traces"));

        Assert.Equal(204, (await api.PostAsync("/api/telemetry/spans", new JsonArray(Span()))).Status);
    }

    [Fact]
    public async Task What_is_no_span_is_refused_by_field()
    {
        await using var api = await StudioApi.StartAsync(redis);
        var span = Span();
        span["traceId"] = "00000000000000000000000000000000";
        span["endUnixMs"] = 1;

        var answer = await api.PostAsync("/api/telemetry/spans", new JsonArray(span));

        Assert.Equal(400, answer.Status);
        Assert.Equal(["[0].endUnixMs", "[0].traceId"], answer.Body["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task Too_much_at_once_is_refused()
    {
        await using var api = await StudioApi.StartAsync(redis);

        Assert.Equal(400, (await api.PostAsync("/api/telemetry/spans", new JsonArray([.. Enumerable.Range(0, 101).Select(_ => (JsonNode)Span())]))).Status);
        Assert.Equal(413, (await api.PostTextAsync("/api/telemetry/spans", $"[\"{new string('x', 200_000)}\"]")).Status);
    }

    private static JsonObject Span() => new()
    {
        ["traceId"] = "5b8efff798038103d269b633813fc60c",
        ["spanId"] = "eee19b7ec3c1b174",
        ["name"] = "generate",
        ["startUnixMs"] = 1795250000000.5,
        ["endUnixMs"] = 1795250001000,
        ["attributes"] = new JsonObject { ["outcome"] = "shown" },
    };

    /// <summary>Takes OTLP over HTTP and keeps it.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly LoopbackServer _server;

        private Collector() => _server = new LoopbackServer("/v1/traces", TakeAsync);

        public string? Key { get; private set; }

        public List<JsonNode> Received { get; } = [];

        public string Address => _server.Address;

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector._server.StartAsync();
            return collector;
        }

        private async Task TakeAsync(HttpContext context)
        {
            Key = context.Request.Headers["x-otlp-api-key"];
            Received.Add((await JsonNode.ParseAsync(context.Request.Body))!);
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}
