using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Images;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.Thumbnailer.Tests.Looks;

public sealed class ComparisonTests(RedisServer redis) : IAsyncLifetime
{
    private readonly ThumbnailerHost _host = new(redis);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Images_and_brought_pictures_are_compared_and_what_is_gone_is_said_to_be()
    {
        _host.Images.Put("a.png", TestPng.Make(600, 600, shade: 255));
        _host.Images.Put("b.png", TestPng.Make(600, 600, shade: 255));
        using var brought = new MemoryStream(TestPng.Make(400, 400, shade: 0));
        var input = Assert.IsType<StoredInput.Done>(await _host.Services.GetRequiredService<InputFiles>().StoreAsync(brought, 1 << 20, Token)).File.Id;

        var answer = await AskAsync(
            [Image("a.png"), Image("b.png"), Image("gone.png"), new { input }],
            [new { one = 0, other = 1 }, new { one = 0, other = 2 }, new { one = 0, other = 3 }, new { one = 0, other = 77 }]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>(Token))!;
        Assert.Equal([true, true, false, true], body["readable"]!.AsArray().Select(each => (bool)each!));
        Assert.Equal((1, 0), ((double)body["pairs"]![0]!["likeness"]!, (double)body["pairs"]![0]!["palette"]!));
        Assert.Null(body["pairs"]![1]);
        Assert.InRange((double)body["pairs"]![2]!["palette"]!, 3, 100);
        Assert.Null(body["pairs"]![3]);
    }

    [Fact]
    public async Task A_picture_that_is_named_by_nothing_is_refused() => Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync([new { version = "v" }], [])).StatusCode);

    private static object Image(string relativePath) => new { relativePath, version = "v" };

    private Task<HttpResponseMessage> AskAsync(object[] pictures, object[] pairs) => _host.CreateClient().PostAsJsonAsync("/comparisons", new { pictures, pairs }, Token);
}
