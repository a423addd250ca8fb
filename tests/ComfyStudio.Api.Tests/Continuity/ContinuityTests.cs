using System.Text.Json.Nodes;
using ComfyStudio.Api.Continuity;
using ComfyStudio.Testing;
using Microsoft.AspNetCore.Http;

namespace ComfyStudio.Api.Tests.Continuity;

/// <summary>With a stand-in for the Thumbnailer that finds the first pair alike and all others far apart.</summary>
public sealed class ContinuityTests(RedisServer redis) : IAsyncLifetime
{
    private readonly List<JsonNode> _asked = [];
    private LoopbackServer _thumbnailer = null!;
    private StudioApi _api = null!;
    private int _status = 200;

    public async ValueTask InitializeAsync()
    {
        _thumbnailer = new LoopbackServer("/comparisons", CompareAsync);
        await _thumbnailer.StartAsync();
        _api = await StudioApi.StartAsync(redis, ("Thumbnailer:Address", _thumbnailer.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _thumbnailer.DisposeAsync();
    }

    [Fact]
    public async Task C_1_neighbours_are_compared_in_the_order_of_the_document_and_the_numbers_say_what_they_mean()
    {
        var (id, frames) = await SequenceAsync();

        var answer = await _api.GetAsync($"/api/sequences/{id}/continuity");

        Assert.Equal(200, answer.Status);
        var view = answer.Body["frames"]!.AsArray();
        Assert.Equal(frames, view.Select(frame => (string)frame!["id"]!));
        Assert.Null(view[0]!["before"]);
        Assert.Equal((2, "the same colours", "nearly the same picture"), Neighbour(view[0]!["after"]!));
        Assert.Equal((1, "the same colours", "nearly the same picture"), Neighbour(view[1]!["before"]!));
        // The third has no picture yet: the fourth is compared with the second.
        Assert.Null(view[2]!["imageId"]);
        Assert.Equal((2, "other colours altogether", "another composition"), Neighbour(view[3]!["before"]!));
        Assert.Equal(3, Assert.Single(_asked)["pictures"]!.AsArray().Count);
        Assert.Equal("the same colours", (string)answer.Body["scale"]!["palette"]!.AsArray()[^1]!["means"]!);
    }

    [Fact]
    public async Task Without_the_Thumbnailer_it_is_said_to_be_away()
    {
        var (id, _) = await SequenceAsync();
        _status = 500;

        var answer = await _api.GetAsync($"/api/sequences/{id}/continuity");

        Assert.Equal((503, "/problems/thumbnails-busy"), (answer.Status, answer.ProblemType));
    }

    [Fact]
    public async Task A_sequence_without_pictures_has_nothing_to_compare_and_one_that_is_not_there_is_not_found()
    {
        var made = await _api.PostAsync("/api/sequences", new JsonObject { ["text"] = "1. a door\n2. a street" });

        var answer = await _api.GetAsync($"/api/sequences/{(string)made.Body["id"]!}/continuity");

        Assert.Equal((200, 2), (answer.Status, answer.Body["frames"]!.AsArray().Count));
        Assert.Empty(_asked);
        Assert.Equal(404, (await _api.GetAsync($"/api/sequences/{new string('0', 32)}/continuity")).Status);
    }

    [Theory]
    [InlineData(0, "the same colours")]
    [InlineData(15.9, "related colours")]
    [InlineData(16, "clearly other colours or light")]
    [InlineData(90, "other colours altogether")]
    public void A_distance_of_colours_has_a_meaning(double palette, string means) => Assert.Equal(means, ContinuityWords.OfPalette(palette));

    private async Task<(string Id, string[] Frames)> SequenceAsync()
    {
        var made = await _api.PostAsync("/api/sequences", new JsonObject { ["text"] = "1. a door\n2. a street\n3. rain\n4. a cat" });
        Assert.Equal(201, made.Status);
        var (id, version) = ((string)made.Body["id"]!, (int)made.Body["version"]!);
        string[] frames = [.. made.Body["frames"]!.AsArray().Select(frame => (string)frame!["id"]!)];
        foreach (var at in (int[])[0, 1, 3])
        {
            var image = await _api.ShowAsync("a picture", (byte)(at * 60));
            var answer = await _api.PostAsync($"/api/sequences/{id}/frames/{frames[at]}/picture", new JsonObject { ["version"] = version, ["image"] = image.Id.ToString() });
            Assert.Equal(200, answer.Status);
            version = (int)answer.Body["version"]!;
        }

        return (id, frames);
    }

    private static (int, string, string) Neighbour(JsonNode view) => ((int)view["number"]!, (string)view["paletteMeans"]!, (string)view["likenessMeans"]!);

    private async Task CompareAsync(HttpContext context)
    {
        var order = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
        _asked.Add(order);
        context.Response.StatusCode = _status;
        if (_status == 200)
        {
            await context.Response.WriteAsync(new JsonObject
            {
                ["pairs"] = new JsonArray([.. order["pairs"]!.AsArray().Select((_, at) => (JsonNode)new JsonObject { ["palette"] = at == 0 ? 2 : 40, ["likeness"] = at == 0 ? 0.97 : 0.5 })]),
            }.ToJsonString(), context.RequestAborted);
        }
    }
}
