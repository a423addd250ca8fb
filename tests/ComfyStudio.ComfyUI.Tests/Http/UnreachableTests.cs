using System.Text.Json;
using ComfyStudio.ComfyUI.Tests.Servers;

namespace ComfyStudio.ComfyUI.Tests.Http;

/// <summary>Whether a request may have arrived decides whether a job may be sent again.</summary>
public sealed class UnreachableTests
{
    private static readonly PromptRequest Prompt = new(JsonElement.Parse("{}"), "0b9c8c53-6f7c-4d3c-9f7e-0d8f3b1b7a11", "me");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_connection_did_nothing()
    {
        var exception = await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => Clients.OfNobody().SubmitAsync(Prompt, Cancellation));

        Assert.False(exception.RequestMayHaveArrived);
        Assert.Contains("nothing answers at that address", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_host_did_nothing()
    {
        var client = Clients.Of(new ComfyUIAddress(new Uri("http://no-such-engine.invalid:8188")));

        var exception = await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => client.SubmitAsync(Prompt, Cancellation));

        Assert.False(exception.RequestMayHaveArrived);
    }

    [Fact]
    public async Task A_failed_TLS_handshake_did_nothing()
    {
        await using var plain = await WebEngine.StartAsync(200, "application/json", "{}");
        var client = Clients.Of(new ComfyUIAddress(new UriBuilder(plain.Address) { Scheme = "https" }.Uri));

        var exception = await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => client.SubmitAsync(Prompt, Cancellation));

        Assert.False(exception.RequestMayHaveArrived);
    }

    [Fact]
    public async Task A_reset_after_the_request_may_have_done_something()
    {
        await using var engine = new RawEngine(exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        });

        Assert.True((await SubmitInVainAsync(engine)).RequestMayHaveArrived);
        Assert.Equal(1, engine.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_prompt_on_a_used_connection_is_never_sent_twice(bool reset)
    {
        await using var engine = new RawEngine(async exchange =>
        {
            if (exchange.Number == 1)
                await exchange.SendJsonAsync("""{"exec_info": {"queue_remaining": 0}}""");
            else if (reset)
                exchange.Reset();
            else
                exchange.End();
        });
        await engine.Client().GetQueueRemainingAsync(Cancellation);

        Assert.True((await SubmitInVainAsync(engine)).RequestMayHaveArrived);
        Assert.Equal(2, engine.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"prompt_id\": \"0b9c")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"prompt")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    [InlineData("220 smtp.example.org ready\r\n\r\n")]
    public async Task Half_an_answer_and_what_is_no_HTTP_may_have_done_something(string answer)
    {
        await using var engine = new RawEngine(async exchange =>
        {
            await exchange.SendAsync(answer);
            exchange.End();
        });

        Assert.True((await SubmitInVainAsync(engine)).RequestMayHaveArrived);
    }

    [Fact]
    public async Task Silence_ends_by_the_timeout_and_may_have_done_something()
    {
        await using var engine = new RawEngine(exchange => exchange.StaySilentAsync());

        var exception = await Assert.ThrowsAsync<ComfyUIUnreachableException>(
            () => engine.Client(Clients.Hasty).SubmitAsync(Prompt, Cancellation));

        Assert.True(exception.RequestMayHaveArrived);
        Assert.Contains("POST /prompt at http://127.0.0.1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("not answered within 0.3 s", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_ends_by_the_timeout()
    {
        await using var engine = new RawEngine(async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
            await exchange.StaySilentAsync();
        });

        await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => engine.Client(Clients.Hasty).GetQueueAsync(Cancellation));
    }

    [Fact]
    public async Task A_machine_that_is_off_did_nothing()
    {
        // Stands for the handler's own limit for making a connection, which it reports just so.
        using var handler = new DeafHandler();
        var client = ComfyUIClient.Create(new ComfyUIAddress(new Uri("http://engine")), handler);

        var exception = await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => client.SubmitAsync(Prompt, Cancellation));

        Assert.False(exception.RequestMayHaveArrived);
    }

    [Fact]
    public async Task The_callers_cancellation_stays_a_cancellation()
    {
        await using var engine = new RawEngine(exchange => exchange.StaySilentAsync());
        using var impatient = new CancellationTokenSource();

        var call = engine.Client().GetQueueAsync(impatient.Token);
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static Task<ComfyUIUnreachableException> SubmitInVainAsync(RawEngine engine) =>
        Assert.ThrowsAsync<ComfyUIUnreachableException>(() => engine.Client().SubmitAsync(Prompt, Cancellation));

    private sealed class DeafHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new TaskCanceledException("A connection could not be established in time.", new TimeoutException());
    }
}
