using System.Net;
using System.Text;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Webhooks;

/// <summary>One try to bring a message to its receiver, and what becomes of it.</summary>
internal sealed partial class WebhookSender(
    HttpClient http, WebhookBook book, WebhookDeliveries deliveries, RetrySchedule schedule, TimeProvider time, ILogger<WebhookSender> logger)
{
    public async Task SendAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(delivery.WebhookId, cancellationToken) is not { } webhook
            || await book.FindSecretAsync(webhook.Id, cancellationToken) is not { } secret)
            return;
        try
        {
            using var request = RequestFor(webhook, delivery, secret);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await HeedAsync(webhook, delivery, response, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var problem = exception is TaskCanceledException ? $"No answer within {http.Timeout.TotalSeconds:0.#} s." : exception.Message;
            await NotArrivedAsync(delivery, null, problem, schedule.PauseAfter(delivery.Tries), cancellationToken);
        }
    }

    private HttpRequestMessage RequestFor(Webhook webhook, WebhookDelivery delivery, string secret)
    {
        var now = time.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(delivery.Payload, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", delivery.MessageId);
        request.Headers.Add("webhook-timestamp", WebhookSignature.TimestampOf(now));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(secret, delivery.MessageId, now, delivery.Payload));
        request.Headers.UserAgent.ParseAdd("ComfyStudio");
        return request;
    }

    private async Task HeedAsync(Webhook webhook, WebhookDelivery delivery, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            await deliveries.DeliveredAsync(delivery, status, cancellationToken);
            LogDelivered(delivery.Event, delivery.MessageId, webhook.Id);
            return;
        }

        if (response.StatusCode is HttpStatusCode.Gone)
            await SwitchOffAsync(webhook, delivery, cancellationToken);
        var pause = response.StatusCode is HttpStatusCode.Gone ? null : schedule.PauseAfter(delivery.Tries);
        var after = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - time.GetUtcNow();
        await NotArrivedAsync(
            delivery, status, $"The receiver answered {status} {response.ReasonPhrase}.".Replace(" .", ".", StringComparison.Ordinal),
            pause is { } usual ? RetrySchedule.Heed(usual, response.StatusCode, after) : null, cancellationToken);
    }

    private async Task NotArrivedAsync(WebhookDelivery delivery, int? status, string problem, TimeSpan? pause, CancellationToken cancellationToken)
    {
        LogNotArrived(delivery.Event, delivery.MessageId, delivery.WebhookId, problem, pause);
        if (pause is { } wait)
            await deliveries.TryLaterAsync(delivery, wait, status, problem, cancellationToken);
        else
            await deliveries.GiveUpAsync(delivery, status, problem, cancellationToken);
    }

    /// <summary>"Gone" is how a receiver says that it wants nothing more.</summary>
    private async Task SwitchOffAsync(Webhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Event == WebhookEvents.Test)
            return;
        await book.ChangeAsync(webhook with { Enabled = false, Problem = "Its receiver answered that it is gone (410)." }, null, cancellationToken);
    }

    [LoggerMessage(LogLevel.Debug, "{Event} {MessageId} delivered to webhook {WebhookId}")]
    private partial void LogDelivered(string @event, string messageId, string webhookId);

    [LoggerMessage(LogLevel.Warning, "{Event} {MessageId} did not reach webhook {WebhookId}: {Reason} Next try in: {Pause}")]
    private partial void LogNotArrived(string @event, string messageId, string webhookId, string reason, TimeSpan? pause);
}
