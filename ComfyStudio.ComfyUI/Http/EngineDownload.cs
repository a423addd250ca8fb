namespace ComfyStudio.ComfyUI.Http;

/// <summary>An answer whose body is still on its way.</summary>
internal sealed class EngineDownload(string call, HttpResponseMessage response, TimeSpan stall, TimeProvider time) : IDisposable
{
    public HttpResponseMessage Response { get; } = response;

    /// <summary>The body; owns the answer from now on.</summary>
    public async Task<Stream> OpenBodyAsync(CancellationToken cancellationToken) =>
        new DownloadStream(call, Response, await Response.Content.ReadAsStreamAsync(cancellationToken), stall, time);

    /// <summary>The answer as a small text, for an error.</summary>
    public async Task<EngineReply> ReadErrorAsync(CancellationToken cancellationToken)
    {
        await using var body = await OpenBodyAsync(cancellationToken);
        var buffer = new byte[EngineFaults.MaxBody];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return new EngineReply(
            call, Response.StatusCode, Response.Content.Headers.ContentType?.MediaType, buffer[..length], Response.Headers.Location);
    }

    public void Dispose() => Response.Dispose();
}
