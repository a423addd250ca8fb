using System.Net.Http.Json;
using ComfyStudio.Api.Hosting;
using ComfyStudio.Api.Security;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Security;

public sealed class GuardTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Hosting:Hosts:0", "studio.example"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://localhost:9999")]
    [InlineData("null")]
    public async Task Another_sites_page_can_change_nothing(string origin)
    {
        var answer = await PostAsync(("Origin", origin));

        Assert.Equal(403, answer.Status);
        Assert.Equal("/problems/foreign-origin", answer.ProblemType);
        Assert.Equal(0, (await _api.Queue.CountAsync(TestContext.Current.CancellationToken)).Queued);
    }

    [Fact]
    public async Task A_form_of_another_site_that_hides_its_origin_can_change_nothing() =>
        Assert.Equal(403, (await PostAsync(("Sec-Fetch-Site", "cross-site"))).Status);

    [Fact]
    public async Task Our_page_the_documentation_and_programs_can()
    {
        Assert.Equal(202, (await PostAsync(("Origin", "http://localhost:5173"))).Status);
        Assert.Equal(202, (await PostAsync(("Origin", _api.Address.GetLeftPart(UriPartial.Authority)))).Status);
        Assert.Equal(202, (await PostAsync()).Status);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("192.168.1.20")]
    [InlineData("localhost.evil.example")]
    public async Task A_name_that_was_made_to_point_here_is_refused(string host)
    {
        var answer = await GetAsync(host);

        Assert.Equal(421, answer.Status);
        Assert.Equal("/problems/unknown-host", answer.ProblemType);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("studio.example")]
    [InlineData("LOCALHOST:8000")]
    public async Task Its_own_names_are_answered(string host) => Assert.Equal(200, (await GetAsync(host)).Status);

    [Theory]
    [InlineData("192.168.1.20", true)]
    [InlineData("[fe80::1]", true)]
    [InlineData("evil.example", false)]
    public void Open_to_the_network_any_address_is_answered_but_no_foreign_name(string host, bool known) =>
        Assert.Equal(known, HostGuard.IsKnown(host, new HostingOptions { AllowRemote = true }));

    [Fact]
    public void Open_to_the_network_the_machines_own_name_is_answered() =>
        Assert.True(HostGuard.IsKnown(Environment.MachineName, new HostingOptions { AllowRemote = true }));

    private Task<Answer> GetAsync(string host)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/queue");
        request.Headers.Host = host;
        return _api.SendAsync(request);
    }

    private Task<Answer> PostAsync(params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/generations") { Content = JsonContent.Create(StudioApi.Request()) };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return _api.SendAsync(request);
    }
}
