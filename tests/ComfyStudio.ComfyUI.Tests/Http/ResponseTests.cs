using System.Net;
using System.Text.Json;
using ComfyStudio.ComfyUI.Tests.Servers;

namespace ComfyStudio.ComfyUI.Tests.Http;

public sealed class ResponseTests
{
    private const string Trouble = "500 Internal Server Error\n\nServer got itself in trouble";
    private const string Page = "<!doctype html><title>Sign in</title>";
    private static readonly PromptRequest Prompt = new(JsonElement.Parse("{}"), "0b9c8c53-6f7c-4d3c-9f7e-0d8f3b1b7a11", "me");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500, "text/plain", Trouble, "500 Internal Server Error", true)]
    [InlineData(413, "text/plain", "Maximum request body size 104857600 exceeded.", "too large. Maximum request body size 104857600", false)]
    [InlineData(401, "text/html", Page, "asks for a login", false)]
    [InlineData(403, "text/plain", "", "access is refused", false)]
    [InlineData(404, "text/html", Page, "no such path", false)]
    [InlineData(502, "text/html", Page, "the engine is not", true)]
    [InlineData(400, "text/html", Page, "a web page", false)]
    [InlineData(418, "text/plain", "", "no explanation", false)]
    [InlineData(200, "text/html", Page, "no login page before it", true)]
    [InlineData(200, "application/json", """{"exec_info": {"queue_remaining": 0}}""", "without a prompt id", true)]
    public async Task An_answer_that_is_not_ComfyUIs_says_what_it_is(int status, string type, string body, string message, bool mayHaveTakenEffect)
    {
        await using var engine = await WebEngine.StartAsync(status, type, body);

        var exception = await Assert.ThrowsAsync<ComfyUIResponseException>(() => engine.Client().SubmitAsync(Prompt, Cancellation));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith($"POST /prompt at http://127.0.0.1:{engine.Address.Port} was answered", exception.Message, StringComparison.Ordinal);
        Assert.Equal(((HttpStatusCode)status, body), (exception.Status, exception.Body));
        Assert.Equal(mayHaveTakenEffect, exception.RequestMayHaveTakenEffect);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_but_named()
    {
        await using var engine = await WebEngine.StartAsync(context =>
        {
            context.Response.Redirect("https://engine.example.org/comfy/prompt?token=x");
            return Task.CompletedTask;
        });

        var exception = await Assert.ThrowsAsync<ComfyUIResponseException>(() => engine.Client().SubmitAsync(Prompt, Cancellation));

        Assert.EndsWith("it redirects to https://engine.example.org/comfy/prompt. Use that address.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_page_is_kept_to_8_kB()
    {
        await using var engine = await WebEngine.StartAsync(500, "text/plain", new string('x', 100_000));

        var exception = await Assert.ThrowsAsync<ComfyUIResponseException>(() => engine.Client().GetQueueAsync(Cancellation));

        Assert.Equal(8192, exception.Body.Length);
    }

    [Fact]
    public async Task A_refused_graph_names_node_and_input()
    {
        await using var engine = await WebEngine.StartAsync(400, "application/json", Fixture.Text("prompt_refused_two_nodes.json"));

        var exception = await Assert.ThrowsAsync<PromptRejectedException>(() => engine.Client().SubmitAsync(Prompt, Cancellation));

        Assert.Equal(["ckpt_name", "steps"], exception.Errors.Select(error => error.Input));
    }

    [Fact]
    public async Task A_graph_that_is_taken_in_part_says_what_was_left_out()
    {
        await using var engine = await WebEngine.StartAsync(("POST /prompt", Fixture.Text("prompt_partly_accepted.json")));

        var accepted = await engine.Client().SubmitAsync(Prompt, Cancellation);

        Assert.Equal(53, accepted.Number);
        Assert.Equal("steps", Assert.Single(accepted.NodeErrors).Input);
    }

    [Fact]
    public async Task What_is_sent_is_what_the_engine_understands()
    {
        var sent = new TaskCompletionSource<string>();
        await using var engine = await WebEngine.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sent.SetResult(await reader.ReadToEndAsync(context.RequestAborted));
            await WebEngine.AnswerAsync(context, 200, "application/json", """{"prompt_id": "x", "number": -3, "node_errors": {}}""");
        });
        var request = Prompt with
        {
            Prompt = JsonElement.Parse("""{"1":{"class_type":"X","inputs":{"seed":18446744073709551615,"text":"日本"}}}"""),
            ExtraPngInfo = JsonElement.Parse("""{"workflow":{"Id":1}}"""),
            PreviewMethod = "latent2rgb",
            Front = true,
        };

        await engine.Client().SubmitAsync(request, Cancellation);

        var body = JsonElement.Parse(await sent.Task);
        Assert.Equal(["prompt", "prompt_id", "client_id", "front", "extra_data"], body.EnumerateObject().Select(property => property.Name));
        Assert.True(JsonElement.DeepEquals(request.Prompt, body.GetProperty("prompt")));
        Assert.Equal("""{"extra_pnginfo":{"workflow":{"Id":1}},"preview_method":"latent2rgb"}""", body.GetProperty("extra_data").GetRawText());
    }

    [Fact]
    public async Task Numbers_that_only_Python_writes_do_no_harm()
    {
        await using var engine = await WebEngine.StartAsync(
            ("GET /history/p", """{"p": {"prompt": [NaN, "p", {"1": {"inputs": {"x": -Infinity}}}], "outputs": {"1": {"images": [{"filename": "a.png"}], "scores": [NaN]}}, "status": {"status_str": "success", "completed": true, "messages": []}}}"""));

        var entry = await engine.Client().FindHistoryAsync("p", Cancellation);

        Assert.Single(entry!.Outputs["1"].Files);
    }

    [Theory]
    [InlineData("""{"system": []}""")]
    [InlineData("[]")]
    [InlineData("""{"hello": "world"}""")]
    public async Task Another_servers_JSON_is_not_taken_for_a_ComfyUI(string json)
    {
        await using var engine = await WebEngine.StartAsync(200, "application/json", json);

        await Assert.ThrowsAsync<ComfyUIResponseException>(() => engine.Client().GetSystemStatsAsync(Cancellation));
        await Assert.ThrowsAsync<ComfyUIResponseException>(() => engine.Client().GetQueueRemainingAsync(Cancellation));
    }
}
