namespace ComfyStudio.Simulator.Tests.Protocol;

public sealed class ServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/interrupt", 404)]
    [InlineData("GET", "/free", 404)]
    [InlineData("GET", "/upload/image", 404)]
    [InlineData("GET", "/jobs", 404)]
    [InlineData("GET", "/api/nope", 404)]
    [InlineData("PUT", "/prompt", 405)]
    [InlineData("DELETE", "/queue", 405)]
    [InlineData("OPTIONS", "/nope", 200)]
    [InlineData("GET", "/api/api/jobs", 200)]
    [InlineData("HEAD", "/prompt", 200)]
    [InlineData("GET", "/models/nope", 404)]
    [InlineData("GET", "/api/models/checkpoints", 200)]
    [InlineData("GET", "/view_metadata/checkpoints?filename=x.ckpt", 404)]
    [InlineData("GET", "/features", 200)]
    [InlineData("GET", "/embeddings", 200)]
    [InlineData("GET", "/alive", 200)]
    public async Task Methods_and_paths_are_answered_as_recorded(string method, string path, int status)
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await client.Http.SendAsync(request, Token);

        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 405)
            Assert.Equal("405: Method Not Allowed", await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData(null, "http://evil.example", null, 403)]
    [InlineData(null, "http://127.0.0.1", null, 200)]
    [InlineData(null, "null", null, 200)]
    [InlineData(null, "http://127.0.0.1:1", null, 403)]
    [InlineData("comfy.example", "http://evil.example", null, 200)]
    [InlineData("localhost:8189", "http://evil.example", null, 403)]
    [InlineData(null, null, "cross-site", 403)]
    [InlineData(null, null, "same-site", 200)]
    public async Task Foreign_pages_are_kept_out_of_a_loopback_server(string? host, string? origin, string? site, int status)
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/prompt");
        if (host is not null)
            request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);

        using var answer = await client.Http.SendAsync(request, Token);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task It_says_openly_what_it_is()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);

        var stats = await client.GetJsonAsync("/system_stats", Token);

        Assert.Contains("--comfystudio-simulator", stats.GetProperty("system").GetProperty("argv").EnumerateArray().Select(word => word.GetString()));
        Assert.True(stats.GetProperty("devices")[0].GetProperty("vram_total").GetInt64() > 0);
    }

    [Fact]
    public async Task The_catalogue_lists_the_models_of_the_shelf()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);

        var all = await client.GetJsonAsync("/object_info", Token);
        Assert.True(all.EnumerateObject().Count() >= 40);
        var choices = all.GetProperty("CheckpointLoaderSimple").GetProperty("input").GetProperty("required").GetProperty("ckpt_name")[0];
        Assert.Equal(SimulatorClient.Checkpoint, choices[0].GetString());
        Assert.Equal("{}", await client.Http.GetStringAsync("/object_info/NoSuchNode", Token));
    }

    [Fact]
    public async Task Wrong_settings_refuse_the_start()
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => SimulatorClient.StartServerAsync(options => options.MillisecondsPerStep = -1));

        Assert.Contains("MillisecondsPerStep", refused.Message, StringComparison.Ordinal);
    }
}
