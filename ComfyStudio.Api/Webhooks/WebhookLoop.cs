using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Webhooks;

/// <summary>Turns news into messages and brings them out, for as long as the process lives. Several processes may do it at once.</summary>
internal sealed partial class WebhookLoop(
    WebhookBook book, WebhookDeliveries deliveries, WebhookPayloads payloads, WebhookSender sender, TimeProvider time, ILogger<WebhookLoop> logger)
    : BackgroundService
{
    private const int MostNews = 50;
    private const int AtOnce = 4;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in book.WatchAsync(stoppingToken))
        {
            try
            {
                await WriteAllAsync(stoppingToken);
                await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => SendAllAsync(stoppingToken)));
            }
            catch (JobStoreUnavailableException)
            {
                // The connection says so itself, once, and the next round tries again.
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
                await Task.Delay(PauseAfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        foreach (var news in await deliveries.TakeNewsAsync(MostNews, cancellationToken))
        {
            if (await payloads.WriteAsync(news, cancellationToken) is { } message)
                await deliveries.SpreadAsync(news, message.Owner, message.Event, message.Payload, cancellationToken);
            else
                await deliveries.DropAsync(news, cancellationToken);
        }
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        while (await deliveries.TakeAsync(cancellationToken) is { } delivery)
            await sender.SendAsync(delivery, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "Telling webhooks failed; trying again")]
    private partial void LogFailed(Exception exception);
}
