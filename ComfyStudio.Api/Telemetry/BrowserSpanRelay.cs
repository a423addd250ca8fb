namespace ComfyStudio.Api.Telemetry;

/// <summary>Hands the browser's spans on to where the other processes send theirs. Lost telemetry is a log line, never a failure.</summary>
internal sealed partial class BrowserSpanRelay(HttpClient http, OtlpEndpoint endpoint, ILogger<BrowserSpanRelay> logger)
{
    public async Task SendAsync(IReadOnlyList<BrowserSpan> spans, CancellationToken cancellationToken)
    {
        if (endpoint.Traces is not { } address || spans.Count == 0)
            return;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(OtlpTraces.Of(spans), OtlpJson.Default.OtlpTraces) };
            foreach (var (name, value) in endpoint.Headers)
                request.Headers.TryAddWithoutValidation(name, value);

            // Sent with its length: not every collector takes a chunked body.
            await request.Content.LoadIntoBufferAsync(cancellationToken);
            using var response = await http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogLost(spans.Count, address, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} browser spans were lost on the way to {Address}: {Reason}")]
    private partial void LogLost(int count, Uri address, string reason);
}
