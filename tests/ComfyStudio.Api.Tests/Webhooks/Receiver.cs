using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ComfyStudio.Api.Tests.Webhooks;

/// <summary>Somebody's server that is told: keeps what came, and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly ConcurrentQueue<int> _answers = new();

    private Receiver() => _server = new LoopbackServer("/hook", ReceiveAsync);

    public string Url => _server.Address + "/hook";

    public ConcurrentQueue<Received> Messages { get; } = new();

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver._server.StartAsync();
        return receiver;
    }

    /// <summary>The next messages are answered so, one after the other; later ones with 204.</summary>
    public void AnswerWith(params int[] statuses) => Array.ForEach(statuses, _answers.Enqueue);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers;
        Messages.Enqueue(new Received(headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, body));
        context.Response.StatusCode = _answers.TryDequeue(out var status) ? status : 204;
    }
}

internal sealed record Received(string Id, string Timestamp, string Signature, string Text)
{
    public JsonNode Body => JsonNode.Parse(Text)!;

    /// <summary>As a receiver checks it that knows the scheme and not our code.</summary>
    public bool IsSignedWith(string secret)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret.Replace("whsec_", "", StringComparison.Ordinal)));
        return Signature == "v1," + Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Text}")));
    }
}
