using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Generation;

/// <summary>Seeds up to 2^64-1 keep every digit, whoever asks for them and however they read JSON.</summary>
public sealed class SeedTests(RedisServer redis) : IAsyncLifetime
{
    private const ulong Highest = ulong.MaxValue;

    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_reaches_the_graph_as_a_number_whether_it_comes_as_one_or_as_text(bool asText)
    {
        var ids = await _api.SubmitAsync(new JsonObject { ["prompt"] = "a fox", ["seed"] = asText ? JsonValue.Create("18446744073709551615") : JsonValue.Create(Highest) });

        var job = (await _api.GetAsync($"/api/jobs/{ids[0]}")).Body;
        Assert.Equal("18446744073709551615", job["graph"]!["3"]!["inputs"]!["seed"]!.ToJsonString());
        Assert.Equal("18446744073709551615", job["seed"]!.ToJsonString());
        Assert.Equal("18446744073709551615", job["slots"]!["seed"]!.ToJsonString());
    }

    [Theory]
    [InlineData("18446744073709551616")]
    [InlineData("-2")]
    [InlineData("1e3")]
    [InlineData("fox")]
    public async Task What_is_none_is_refused(string text)
    {
        var answer = await _api.PostAsync("/api/generations", StudioApi.Request(new JsonObject { ["seed"] = text }));

        Assert.Equal(400, answer.Status);
        Assert.Contains("Seed must be a whole number", answer.Body["errors"]!["slots.seed"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gallery_tells_it_and_finds_it()
    {
        foreach (var seed in new[] { Highest, Highest - 1 })
        {
            var text = new Dictionary<string, string> { ["parameters"] = $"a fox\nSteps: 1, Sampler: Euler, Seed: {seed}, Size: 8x8" };
            _api.Images.Put($"{seed}.png", TestPng.Make(texts: text));
            Assert.NotNull(await _api.Get<ImageIndex>().AddAsync($"{seed}.png", TestContext.Current.CancellationToken));
        }

        var found = (await _api.GetAsync("/api/images?seed=18446744073709551615")).Body["items"]!.AsArray();

        Assert.Equal("18446744073709551615", Assert.Single(found)!["seed"]!.ToJsonString());
    }

    [Fact]
    public void After_the_highest_comes_0()
    {
        Seed highest = Highest;

        Assert.Equal(["18446744073709551614", "18446744073709551615", "0"], new[] { -1, 0, 1 }.Select(step => highest.Next(step).ToString()));
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("7.0", "7")]
    [InlineData("\"7\"", "7")]
    [InlineData("-1", "-1")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("\"18446744073709551615\"", "18446744073709551615")]
    public void It_is_read_as_a_number_or_as_text_and_written_as_a_number(string json, string written) =>
        Assert.Equal(written, JsonSerializer.Serialize(JsonSerializer.Deserialize<Seed>(json)));

    [Theory]
    [InlineData("7.5")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("1e40")]
    public void What_is_no_whole_number_is_no_seed(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Seed>(json));
}
