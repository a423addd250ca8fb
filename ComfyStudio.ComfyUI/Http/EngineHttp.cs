using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ComfyStudio.ComfyUI.Http;

/// <summary>Sends requests to one engine: address, prefix, login, timeouts, and one family of exceptions.</summary>
internal sealed class EngineHttp(EngineUri uri, HttpClient client, ComfyUITimeouts timeouts, TimeProvider time)
{
    public EngineUri Uri { get; } = uri;

    public ComfyUITimeouts Timeouts { get; } = timeouts;

    public Task<EngineReply> GetAsync(string path, CancellationToken cancellationToken) => GetAsync(path, Timeouts.Call, cancellationToken);

    public Task<EngineReply> GetAsync(string path, TimeSpan timeout, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, path, content: null, timeout, cancellationToken);

    public Task<EngineReply> PostAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return CallAsync(HttpMethod.Post, path, content, Timeouts.Call, cancellationToken);
    }

    /// <summary>Sends a file: the time allowed begins again with each piece that goes out.</summary>
    public async Task<EngineReply> UploadAsync(
        string path, Stream source, Func<HttpContent, HttpContent> wrap, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(Timeouts.Stall, time, cancellationToken);
        using var watched = new UploadStream(source, deadline);
        using var content = wrap(new StreamContent(watched));
        using var request = Request(HttpMethod.Post, path, content);
        try
        {
            return await GuardAsync(request, deadline, () => ReadWholeAsync(request, deadline));
        }
        catch (ComfyUIUnreachableException) when (watched.Fault is not null)
        {
            watched.Fault.Throw();
            throw;
        }
    }

    /// <summary>Begins to fetch a file: the answer's head is here, its body is still to be read.</summary>
    public async Task<EngineDownload> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Get, path, content: null);
        using var deadline = new Deadline(Timeouts.Stall, time, cancellationToken);
        var response = await GuardAsync(
            request, deadline, () => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token));
        return new EngineDownload(Describe(request), response, Timeouts.Stall, time);
    }

    private async Task<EngineReply> CallAsync(
        HttpMethod method, string path, HttpContent? content, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var request = Request(method, path, content);
        using var deadline = new Deadline(timeout, time, cancellationToken);
        return await GuardAsync(request, deadline, () => ReadWholeAsync(request, deadline));
    }

    private async Task<EngineReply> ReadWholeAsync(HttpRequestMessage request, Deadline deadline)
    {
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, deadline.Token);
        var body = await response.Content.ReadAsByteArrayAsync(deadline.Token);
        return new EngineReply(
            Describe(request), response.StatusCode, response.Content.Headers.ContentType?.MediaType, body, response.Headers.Location);
    }

    private async Task<T> GuardAsync<T>(HttpRequestMessage request, Deadline deadline, Func<Task<T>> send)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException exception)
        {
            throw EngineFaults.From(Describe(request), exception);
        }
        catch (OperationCanceledException exception) when (deadline.IsOver)
        {
            throw EngineFaults.TimedOut(Describe(request), deadline.Timeout, exception);
        }
        catch (OperationCanceledException exception) when (!deadline.IsCancelled)
        {
            // Neither we nor the caller gave up: it is the handler's own limit for making a connection.
            throw EngineFaults.ConnectTimedOut(Describe(request), exception);
        }
        catch (IOException exception)
        {
            throw EngineFaults.Broken(Describe(request), exception);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, Uri.Http(path)) { Content = content };
        request.Headers.Authorization = Uri.Authorization;
        return request;
    }

    // Without the query: it can hold file names.
    private string Describe(HttpRequestMessage request) =>
        $"{request.Method} /{Uri.Http("").MakeRelativeUri(request.RequestUri!).OriginalString.Split('?', 2)[0]} at {Uri}";
}
