using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using ComfyStudio.ComfyUI.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace ComfyStudio.ComfyUI.Tests.Events;

public sealed class EventStreamTests
{
    private const string Hello = """{"type": "status", "data": {"status": {"exec_info": {"queue_remaining": 0}}, "sid": "me"}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_frame_asks_for_previews_with_metadata()
    {
        var greeting = new TaskCompletionSource<string>();
        await using var engine = await StartAsync(async (socket, _) => greeting.SetResult(await ReceiveTextAsync(socket)));

        await using var stream = await engine.Client().ConnectAsync("me", Cancellation);

        Assert.Equal("""{"type":"feature_flags","data":{"supports_preview_metadata":true}}""", await greeting.Task.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task The_upgrade_carries_client_id_login_and_prefix_but_no_origin()
    {
        var request = new TaskCompletionSource<(string Target, string? Login, bool HasOrigin)>();
        await using var engine = await StartAsync((_, context) =>
        {
            request.SetResult((
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.Authorization,
                context.Request.Headers.ContainsKey("Origin")));
            return Task.CompletedTask;
        });
        var client = Clients.Of(new ComfyUIAddress(new Uri(engine.Address, "comfy")) { BearerToken = "secret" });

        await using var stream = await client.ConnectAsync("a b&c", Cancellation);

        Assert.Equal(("/comfy/ws?clientId=a%20b%26c", "Bearer secret", false), await request.Task.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task Frames_in_fragments_and_of_any_size_are_put_together()
    {
        byte[] picture = [0, 0, 0, 1, 0, 0, 0, 2, .. RandomNumberGenerator.GetBytes(3_000_000)];
        var text = Encoding.UTF8.GetBytes("""{"type": "execution_start", "data": {"prompt_id": "p"}}""");
        await using var engine = await StartAsync(async (socket, _) =>
        {
            foreach (var piece in picture.Chunk(700_001))
                await socket.SendAsync(piece, WebSocketMessageType.Binary, endOfMessage: false, Cancellation);
            await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
            foreach (var piece in text.Chunk(1))
                await socket.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: false, Cancellation);
            await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        });

        var events = await ReadAllAsync(engine);

        Assert.Equal(picture[8..], Assert.IsType<ComfyUIEvent.Preview>(events[1]).Image.ToArray());
        Assert.Equal(new ComfyUIEvent.ExecutionStarted("p"), events[2]);
    }

    [Fact]
    public async Task A_late_reader_misses_previews_but_no_event()
    {
        var sent = new TaskCompletionSource();
        await using var engine = await StartAsync(async (socket, _) =>
        {
            for (var i = 0; i < 100; i++)
            {
                await socket.SendAsync(Fixture.Bytes("preview_type4.bin"), WebSocketMessageType.Binary, endOfMessage: true, Cancellation);
                await SendAsync(socket, $$"""{"type": "status", "data": { "status": { "exec_info": { "queue_remaining": {{i}} } } } }""");
            }

            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
            sent.SetResult();
        });
        await using var stream = await engine.Client().ConnectAsync("late", Cancellation);
        await sent.Task.WaitAsync(Cancellation);

        var events = await stream.ReadAllAsync(Cancellation).ToListAsync(Cancellation);

        var statuses = events.OfType<ComfyUIEvent.Status>().Where(status => status.SessionId is null);
        Assert.Equal(Enumerable.Range(0, 100), statuses.Select(status => status.QueueRemaining));
        Assert.Equal(16, events.Count(happened => happened is ComfyUIEvent.Preview));
    }

    [Fact]
    public async Task A_socket_that_is_not_greeted_is_no_engines()
    {
        await using var mute = await WebEngine.StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await DrainAsync(socket, context.RequestAborted);
        });
        await using var closing = await WebEngine.StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, null, Cancellation);
            await DrainAsync(socket, context.RequestAborted);
        });

        await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => mute.Client(Clients.Hasty).ConnectAsync("me", Cancellation));
        await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => closing.Client().ConnectAsync("me", Cancellation));
    }

    [Fact]
    public async Task A_break_is_told_from_a_close()
    {
        await using var engine = await StartAsync(async (socket, context) =>
        {
            await ReceiveTextAsync(socket);
            await SendAsync(socket, """{"type": "logs"}""");
            context.Abort();
        });

        await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => ReadAllAsync(engine));
    }

    [Fact]
    public async Task An_engine_that_died_without_a_word_is_noticed()
    {
        await using var engine = new RawEngine(async exchange =>
        {
            await exchange.SendAsync(
                $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept(exchange.Request)}\r\n\r\n\x81{(char)Hello.Length}{Hello}");
            await exchange.StaySilentAsync();
        });
        var timeouts = Clients.Hasty with { Socket = TimeSpan.FromSeconds(4) };
        await using var stream = await engine.Client(timeouts).ConnectAsync("me", Cancellation);

        await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => stream.ReadAllAsync(Cancellation).ToListAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task Disposing_ends_the_reading_quietly()
    {
        await using var engine = await StartAsync((socket, _) => SendAsync(socket, """{"type": "logs"}"""));
        var stream = await engine.Client().ConnectAsync("me", Cancellation);
        var reading = stream.ReadAllAsync(Cancellation).ToListAsync(Cancellation).AsTask();

        await stream.DisposeAsync();
        await stream.DisposeAsync();

        Assert.True((await reading).Count <= 2);
    }

    [Fact]
    public async Task A_reader_that_is_cancelled_leaves_the_stream_usable()
    {
        var more = new TaskCompletionSource();
        await using var engine = await StartAsync(async (socket, _) =>
        {
            await more.Task;
            await SendAsync(socket, """{"type": "logs"}""");
        });
        await using var stream = await engine.Client().ConnectAsync("me", Cancellation);
        await stream.ReadAllAsync(Cancellation).FirstAsync(Cancellation);
        using var impatient = new CancellationTokenSource();
        var first = stream.ReadAllAsync(impatient.Token).FirstAsync(impatient.Token).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        more.SetResult();

        Assert.IsType<ComfyUIEvent.Other>(await stream.ReadAllAsync(Cancellation).FirstAsync(Cancellation));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(502)]
    [InlineData(200)]
    public async Task What_opens_no_socket_says_its_status(int status)
    {
        await using var engine = await WebEngine.StartAsync(status, "text/html", "<html>");

        var exception = await Assert.ThrowsAsync<ComfyUIResponseException>(() => engine.Client().ConnectAsync("me", Cancellation));

        Assert.Equal((HttpStatusCode)status, exception.Status);
    }

    [Fact]
    public async Task Nobody_there_and_no_answer_are_unreachable()
    {
        await using var silent = new RawEngine(exchange => exchange.StaySilentAsync());
        await using var resetting = new RawEngine(exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        });

        var refused = await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => Clients.OfNobody().ConnectAsync("me", Cancellation));
        await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => silent.Client(Clients.Hasty).ConnectAsync("me", Cancellation));
        await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => resetting.Client().ConnectAsync("me", Cancellation));
        Assert.False(refused.RequestMayHaveArrived);
    }

    /// <summary>Greets a socket as ComfyUI does, and keeps it open until the client leaves.</summary>
    private static Task<WebEngine> StartAsync(Func<WebSocket, HttpContext, Task> talk) => WebEngine.StartAsync(async context =>
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await SendAsync(socket, Hello);
        await talk(socket, context);
        await DrainAsync(socket, context.RequestAborted);
    });

    private static async Task DrainAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
                await socket.ReceiveAsync(new byte[1024], cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // Gone.
        }
    }

    private static async Task<List<ComfyUIEvent>> ReadAllAsync(WebEngine engine)
    {
        await using var stream = await engine.Client().ConnectAsync("me", Cancellation);
        return await stream.ReadAllAsync(Cancellation).ToListAsync(Cancellation);
    }

    private static async Task SendAsync(WebSocket socket, string text) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancellation);

    private static async Task<string> ReceiveTextAsync(WebSocket socket)
    {
        var buffer = new byte[1024];
        var part = await socket.ReceiveAsync(buffer, Cancellation);
        return Encoding.UTF8.GetString(buffer, 0, part.Count);
    }

    private static string Accept(string request)
    {
        const string Header = "Sec-WebSocket-Key: ";
        var start = request.IndexOf(Header, StringComparison.OrdinalIgnoreCase) + Header.Length;
        var key = request[start..request.IndexOf("\r\n", start, StringComparison.Ordinal)];
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }
}
