using System.Net.Http.Json;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Security;

public sealed class CorsTests(RedisServer redis) : IAsyncLifetime
{
    private const string Page = "http://localhost:5173";
    private static readonly string[] HttpVerbs = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task STK_INTEGRATION_005_006_007_008_The_page_may_ask_with_its_methods_headers_and_credentials()
    {
        var answer = await PreflightAsync(Page, "DELETE", "content-type,authorization");

        Assert.Equal(204, answer.Status);
        Assert.Equal(Page, answer.Header("Access-Control-Allow-Origin"));
        Assert.Equal("true", answer.Header("Access-Control-Allow-Credentials"));
        Assert.Superset(new HashSet<string> { "GET", "POST", "PUT", "DELETE", "OPTIONS" }, Names(answer.Header("Access-Control-Allow-Methods")).ToHashSet());
        Assert.Superset(new HashSet<string> { "Content-Type", "Authorization" }, Names(answer.Header("Access-Control-Allow-Headers")).ToHashSet());
    }

    [Fact]
    public async Task The_page_may_use_every_method_that_the_API_answers_to()
    {
        var paths = (await _api.GetAsync("/openapi/v1.json")).Body["paths"]!.AsObject();
        var used = paths.SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Key.ToUpperInvariant()).Where(HttpVerbs.Contains).ToHashSet();

        var allowed = Names((await PreflightAsync(Page, "POST", "content-type")).Header("Access-Control-Allow-Methods")).ToHashSet();

        Assert.Contains("PATCH", used);
        Assert.Superset(used, allowed);
    }

    [Theory]
    [InlineData("http://localhost:5174")]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    public async Task STK_INTEGRATION_005_No_other_page_may(string origin)
    {
        var answer = await PreflightAsync(origin, "POST", "content-type");

        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task STK_INTEGRATION_011_A_problem_too_can_be_read_by_the_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/jobs?limit=x");
        request.Headers.Add("Origin", Page);

        var answer = await _api.SendAsync(request);

        Assert.Equal(400, answer.Status);
        Assert.Equal(Page, answer.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task CONFIG_002_The_origins_come_from_configuration()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Cors:Origins:0", "https://studio.example"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/queue");
        request.Headers.Add("Origin", "https://studio.example");

        Assert.Equal("https://studio.example", (await api.SendAsync(request)).Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("localhost", "http://127.0.0.1:5173", false, true)]
    [InlineData("127.0.0.1:8000", "http://127.0.0.1:5173", false, true)]
    [InlineData("192.168.1.20:8000", "http://192.168.1.20:5173", true, true)]
    [InlineData("192.168.1.20:8000", "http://192.168.1.21:5173", true, false)]
    [InlineData("192.168.1.20:8000", "http://192.168.1.20:9999", true, false)]
    [InlineData("localhost", "http://192.168.1.20:5173", true, false)]
    public async Task STK_INTEGRATION_038_The_page_may_be_open_under_another_name_of_this_machine(string host, string origin, bool allowRemote, bool allowed)
    {
        await using var api = await StudioApi.StartAsync(redis, ("Hosting:AllowRemote", allowRemote ? "true" : "false"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/generations") { Content = JsonContent.Create(StudioApi.Request()) };
        request.Headers.Host = host;
        request.Headers.Add("Origin", origin);

        var answer = await api.SendAsync(request);

        Assert.Equal(allowed ? 202 : 403, answer.Status);
        Assert.Equal(allowed ? origin : null, answer.Header("Access-Control-Allow-Origin"));
    }

    private Task<Answer> PreflightAsync(string origin, string method, string headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/api/generations");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", headers);
        return _api.SendAsync(request);
    }

    private static IEnumerable<string> Names(string? header) => (header ?? "").Split(',', StringSplitOptions.TrimEntries).Order();
}
