using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Documentation;

public sealed class DocumentationTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Every_route_has_a_name_a_summary_and_a_place_in_the_contents()
    {
        var document = (await _api.GetAsync("/openapi/v1.json")).Body;
        var tags = document["tags"]!.AsArray().Select(tag => (string)tag!["name"]!).ToHashSet();

        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, Operation: operation.Value!))).ToList();

        Assert.Contains(operations, operation => operation.Key == "/api/generations");
        Assert.All(operations, each =>
        {
            Assert.False(string.IsNullOrEmpty((string?)each.Operation["operationId"]), each.Key);
            Assert.False(string.IsNullOrEmpty((string?)each.Operation["summary"]), each.Key);
            Assert.Contains((string)each.Operation["tags"]![0]!, tags);
        });
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own()
    {
        var document = (await _api.GetAsync("/openapi/v1.json")).Body;

        var names = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (string)operation.Value!["operationId"]!)).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public async Task The_page_was_generated_from_this_document()
    {
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "web", "openapi.json"), TestContext.Current.CancellationToken))!;

        var served = (await _api.GetAsync("/openapi/v1.json")).Body;

        // After a change of the API: fetch /openapi/v1.json into web/openapi.json, then `npm run schema` in web.
        Assert.Equal(served.ToJsonString(), committed.ToJsonString());
    }

    [Fact]
    public async Task States_are_listed_as_they_are_written()
    {
        var schemas = (await _api.GetAsync("/openapi/v1.json")).Body["components"]!["schemas"]!;

        Assert.Contains("outOfMemory", schemas["FailureClass"]!["enum"]!.AsArray().Select(value => (string)value!));
        Assert.Contains("queued", schemas["JobState"]!["enum"]!.AsArray().Select(value => (string)value!));
        Assert.Equal("string", (string)schemas["JobId"]!["type"]!);
    }

    [Theory]
    [InlineData("/docs", "text/html")]
    [InlineData("/docs/docs.css", "text/css")]
    [InlineData("/docs/docs.js", "text/javascript")]
    public async Task The_page_for_people_fetches_nothing_from_elsewhere(string path, string type)
    {
        var answer = await _api.GetAsync(path);

        Assert.Equal(200, answer.Status);
        Assert.Equal(type, answer.ContentHeaders.ContentType!.MediaType);
        Assert.DoesNotContain("//cdn", System.Text.Encoding.UTF8.GetString(answer.Bytes), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_problem_is_explained()
    {
        var problems = (await _api.GetAsync("/docs/problems.json")).Body.AsArray();

        Assert.Equal(problems.Count, problems.Select(problem => (string)problem!["name"]!).Distinct().Count());
        Assert.Contains(problems, problem => (string)problem!["name"]! == "queue-away" && (int)problem["status"]! == 503);
    }
}
