using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Generation;

public sealed class ValidationTests(ValidationTests.Studio studio) : IClassFixture<ValidationTests.Studio>
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public Task GEN_REQUEST_001_A_prompt_must_not_be_empty(string prompt) => RefusedAsync("prompt", prompt, "Prompt must not be empty.");

    [Fact]
    public Task GEN_REQUEST_002_A_prompt_above_twenty_thousand_characters_is_refused() =>
        RefusedAsync("prompt", new string('a', 20_001), "Prompt has 20001 characters; 20000 is the most.");

    [Theory]
    [InlineData(0)]
    [InlineData(151)]
    public Task GEN_REQUEST_003_Steps_outside_1_to_150_are_refused(int steps) => RefusedAsync("steps", steps, "Steps must be from 1 to 150.");

    [Theory]
    [InlineData(1)]
    [InlineData(150)]
    public Task GEN_REQUEST_003_Steps_from_1_to_150_are_taken(int steps) => TakenAsync("steps", steps);

    [Fact]
    public Task GEN_REQUEST_003_Steps_must_be_whole() => RefusedAsync("steps", 20.5, "Steps must be a whole number.");

    [Theory]
    [InlineData(0.9)]
    [InlineData(30.1)]
    public Task GEN_REQUEST_004_CFG_outside_1_to_30_is_refused(double cfg) => RefusedAsync("cfg", cfg, "CFG must be from 1 to 30.");

    [Theory]
    [InlineData(1)]
    [InlineData(7.25)]
    [InlineData(30)]
    public Task GEN_REQUEST_004_CFG_from_1_to_30_is_taken(double cfg) => TakenAsync("cfg", cfg);

    [Fact]
    public Task GEN_REQUEST_005_A_seed_below_minus_one_is_refused() =>
        RefusedAsync("seed", -2, "Seed must be a whole number from 0 to 18446744073709551615, or -1 for a random one.");

    [Fact]
    public Task GEN_REQUEST_005_A_seed_that_no_engine_takes_is_refused() =>
        RefusedAsync("seed", 18446744073709551616m, "Seed must be a whole number from 0 to 18446744073709551615, or -1 for a random one.");

    [Theory]
    [InlineData(504)]
    [InlineData(2056)]
    public async Task GEN_REQUEST_006_Sides_outside_512_to_2048_are_refused(int side)
    {
        await RefusedAsync("width", side, "Width must be from 512 to 2048.");
        await RefusedAsync("height", side, "Height must be from 512 to 2048.");
    }

    [Theory]
    [InlineData(512)]
    [InlineData(2048)]
    public async Task GEN_REQUEST_006_Sides_from_512_to_2048_are_taken(int side)
    {
        await TakenAsync("width", side);
        await TakenAsync("height", side);
    }

    [Fact]
    public Task GEN_REQUEST_006_Sides_must_be_multiples_of_8() => RefusedAsync("width", 513, "Width must be a multiple of 8.");

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public async Task Count_is_from_1_to_20(int count)
    {
        var answer = await studio.Api.PostAsync("/api/generations", StudioApi.Request(count: count));

        Assert.Equal(400, answer.Status);
        Assert.Equal("Count must be from 1 to 20.", answer.Error("count"));
    }

    [Fact]
    public async Task Everything_wrong_is_said_at_once_by_field()
    {
        var answer = await studio.Api.PostAsync("/api/generations", new JsonObject
        {
            ["template"] = "text_to_image_sdxl",
            ["slots"] = new JsonObject { ["prompt"] = "", ["steps"] = "many", ["cfg"] = 99, ["colour"] = "red" },
            ["count"] = 0,
            ["priority"] = 10,
            ["engine"] = "nobody",
        });

        Assert.Equal(400, answer.Status);
        Assert.Equal("/problems/validation", answer.ProblemType);
        Assert.Equal(
            ["count", "engine", "priority", "slots.cfg", "slots.checkpoint", "slots.colour", "slots.prompt", "slots.steps"],
            answer.Body["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task An_unknown_template_is_refused_with_the_ones_there_are()
    {
        var answer = await studio.Api.PostAsync("/api/generations", new JsonObject { ["template"] = "paint", ["slots"] = new JsonObject() });

        Assert.StartsWith("There is no template 'paint'; there are 'text_to_image_sdxl', 'text_to_image_sd15', ", answer.Error("template"), StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string slot, JsonNode value, string sentence)
    {
        var answer = await studio.Api.PostAsync("/api/generations", StudioApi.Request(new JsonObject { [slot] = value }));

        Assert.Equal(400, answer.Status);
        Assert.Equal(sentence, answer.Error($"slots.{slot}"));
    }

    private async Task TakenAsync(string slot, JsonNode value) =>
        Assert.Equal(202, (await studio.Api.PostAsync("/api/generations", StudioApi.Request(new JsonObject { [slot] = value }))).Status);

    public sealed class Studio(RedisServer redis) : IAsyncLifetime
    {
        internal StudioApi Api { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Api = await StudioApi.StartAsync(redis);

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}
