namespace ComfyStudio.Api.Exports;

/// <summary>Tells the Thumbnailer, which makes exports, that there is something to do. Untold it finds out by itself a little later.</summary>
internal sealed partial class ExportWaker(HttpClient http, ILogger<ExportWaker> logger)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.PostAsync("exports/wake", content: null, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogUntold(exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "An export waits for the Thumbnailer, which does not answer: {Reason}")]
    private partial void LogUntold(string reason);
}
