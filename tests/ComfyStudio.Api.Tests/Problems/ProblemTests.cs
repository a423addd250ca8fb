using System.Net.Http.Headers;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Problems;

public sealed class ProblemTests(ProblemTests.Studio studio) : IClassFixture<ProblemTests.Studio>
{
    [Fact]
    public async Task GEN_REQUEST_021_Every_problem_says_what_where_and_under_which_trace()
    {
        var answer = await studio.Api.GetAsync("/api/nothing");

        Assert.Equal(404, answer.Status);
        Assert.Equal("application/problem+json", answer.ContentHeaders.ContentType!.MediaType);
        Assert.Equal("/problems/not-found", answer.ProblemType);
        Assert.Equal("/api/nothing", (string)answer.Body["instance"]!);
        Assert.Equal(404, (int)answer.Body["status"]!);
        Assert.Matches("^[0-9a-f]{32}$", (string)answer.Body["traceId"]!);
    }

    [Fact]
    public async Task JSON_that_breaks_off_says_where()
    {
        var answer = await studio.Api.PostTextAsync("/api/generations", "{\"template\": \"x\",\n \"slots\": ");

        Assert.Equal(400, answer.Status);
        Assert.Equal("/problems/malformed-request", answer.ProblemType);
        Assert.Contains("line 2", (string)answer.Body["detail"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", (string)answer.Body["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_the_wrong_kind_names_its_field()
    {
        var answer = await studio.Api.PostTextAsync("/api/generations", """{ "template": "text_to_image_sdxl", "count": "four" }""");

        Assert.Equal(400, answer.Status);
        Assert.Equal("'count' has a value of the wrong kind.", answer.Error("count"));
    }

    [Theory]
    [InlineData("/api/generations", """{ "template": "text_to_image_sdxl", "cuont": 4 }""", "cuont")]
    [InlineData("/api/generations/preview", """{ "template": "text_to_image_sdxl", "cuont": 4 }""", "cuont")]
    [InlineData("/api/batches", """{ "template": "text_to_image_sdxl", "count": 4 }""", "count")]
    [InlineData("/api/batches", """{ "template": "text_to_image_sdxl", "seeds": { "count": 4, "randomly": true } }""", "seeds.randomly")]
    [InlineData("/api/batches/plan", """{ "axes": [{ "slot": "cfg", "range": { "from": 1, "to": 2, "steps": 3 } }] }""", "axes[0].range.steps")]
    [InlineData("/api/sequences", """{ "text": "A boat.", "frame": 4 }""", "frame")]
    [InlineData("/api/exports", """{ "kind": "pdf", "images": [], "settings": { "colums": 2 } }""", "settings.colums")]
    public async Task A_field_that_there_is_not_is_refused_instead_of_passed_over(string address, string body, string field)
    {
        var answer = await studio.Api.PostTextAsync(address, body);

        Assert.Equal(400, answer.Status);
        Assert.Equal($"There is no field '{field}' here.", answer.Error(field));
        Assert.DoesNotContain(".NET", (string)answer.Body["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task A_body_that_is_no_object_is_refused(string body) => Assert.Equal(400, (await studio.Api.PostTextAsync("/api/generations", body)).Status);

    [Fact]
    public async Task A_query_that_does_not_fit_names_its_parameter()
    {
        var answer = await studio.Api.GetAsync("/api/images?limit=many");

        Assert.Equal(400, answer.Status);
        Assert.Equal("'many' does not fit here.", answer.Error("limit"));
    }

    [Fact]
    public async Task Another_method_is_answered_with_those_that_are_allowed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/templates");

        var answer = await studio.Api.SendAsync(request);

        Assert.Equal(405, answer.Status);
        Assert.Equal("/problems/method-not-allowed", answer.ProblemType);
    }

    [Fact]
    public async Task Another_content_type_is_a_problem()
    {
        var answer = await studio.Api.PostTextAsync("/api/generations", "template=x", "application/x-www-form-urlencoded");

        Assert.Equal(415, answer.Status);
        Assert.Equal("/problems/unsupported-media-type", answer.ProblemType);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_a_problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/generations");
        request.Content = new StringContent($$"""{ "template": "{{new string('x', 1_100_000)}}" }""", new MediaTypeHeaderValue("application/json"));

        var answer = await studio.Api.SendAsync(request);

        Assert.Equal(413, answer.Status);
        Assert.Equal("/problems/too-large", answer.ProblemType);
    }

    [Fact]
    public async Task The_address_of_a_problem_leads_to_its_explanation()
    {
        var answer = await studio.Api.GetAsync("/problems/engine-away");

        Assert.Equal(302, answer.Status);
        Assert.Equal("/docs#problem-engine-away", answer.Header("Location"));
    }

    public sealed class Studio(RedisServer redis) : IAsyncLifetime
    {
        internal StudioApi Api { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Api = await StudioApi.StartAsync(redis);

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}
