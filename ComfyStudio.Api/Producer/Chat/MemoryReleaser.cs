using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Producer.Chat;

/// <summary>
/// Puts the language model out of the graphics card's memory before the first image is made, and looks whether it is out. Each server has its own way.
/// </summary>
internal sealed partial class MemoryReleaser(IHttpClientFactory clients, ChatClient chat, IOptions<ProducerOptions> options, TimeProvider time, ILogger<MemoryReleaser> logger)
{
    private const int MostLooks = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private ChatOptions Options => options.Value.Http;

    /// <returns>Null when it is out, or runs elsewhere; else a sentence for a person.</returns>
    public async Task<string?> ReleaseAsync(CancellationToken cancellationToken)
    {
        if (Options.Release is MemoryRelease.Off)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var alarm = time.CreateTimer(_ => limit.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            var kind = Options.Release is MemoryRelease.Auto ? await FindKindAsync(limit.Token) : Options.Release;
            return await ReleaseAsync(kind, limit.Token) ? null : Held("it still lists the model as loaded");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Held(exception is OperationCanceledException ? "it did not answer in time" : exception.Message);
        }
    }

    private async Task<bool> ReleaseAsync(MemoryRelease kind, CancellationToken cancellationToken)
    {
        switch (kind)
        {
            case MemoryRelease.Ollama:
                await SendAsync(HttpMethod.Post, "api/generate", new JsonObject { ["model"] = Options.Model, ["keep_alive"] = 0 }, cancellationToken);
                return await IsOutAsync("api/ps", cancellationToken);
            case MemoryRelease.LmStudio:
                await SendAsync(HttpMethod.Post, "api/v1/models/unload", new JsonObject { ["instance_id"] = Options.Model }, cancellationToken);
                return true;
            case MemoryRelease.LlamaSwap:
                await SendAsync(HttpMethod.Get, "unload", null, cancellationToken);
                return await IsOutAsync("running", cancellationToken);
            default:
                // A cloud, or a server that holds one model for good: nothing that could be asked of it.
                return true;
        }
    }

    private async Task<MemoryRelease> FindKindAsync(CancellationToken cancellationToken)
    {
        foreach (var (path, kind) in new[] { ("api/ps", MemoryRelease.Ollama), ("api/v1/models", MemoryRelease.LmStudio), ("running", MemoryRelease.LlamaSwap) })
        {
            if (await FindAsync(path, cancellationToken) is { } answer && answer.TrimStart().StartsWith('{'))
                return kind;
        }

        return MemoryRelease.Off;
    }

    // Unloading takes a moment.
    private async Task<bool> IsOutAsync(string path, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            if (await FindAsync(path, cancellationToken) is not { } loaded || !loaded.Contains($"\"{Options.Model}", StringComparison.Ordinal))
                return true;
            await Task.Delay(Pause, time, cancellationToken);
        }

        return false;
    }

    private async Task<string?> FindAsync(string path, CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient(ChatClient.Client);
        using var request = chat.Request(HttpMethod.Get, path);
        using var response = await http.SendAsync(request, cancellationToken);
        return response.StatusCode is HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(cancellationToken) : null;
    }

    private async Task SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient(ChatClient.Client);
        using var request = chat.Request(method, path, body);
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private string Held(string reason)
    {
        LogHeld(Options.Model, reason);
        return $"The language model may still hold the graphics card's memory ({reason}). Images may be slow, or fail, until it is unloaded.";
    }

    [LoggerMessage(LogLevel.Warning, "The language model {Model} may still be loaded: {Reason}")]
    private partial void LogHeld(string model, string reason);
}
