using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Webhooks;

/// <param name="Problem">Why the studio itself switched it off.</param>
internal sealed record WebhookView(
    string Id, string Url, IReadOnlyList<string> Events, bool Enabled, string? Problem, DateTimeOffset CreatedAt, WebhookDeliveryView? LastDelivery)
{
    public static WebhookView Of(Webhook webhook, WebhookDelivery? last) => new(
        webhook.Id, webhook.Url, webhook.Events, webhook.Enabled, webhook.Problem, webhook.CreatedAt, last is null ? null : WebhookDeliveryView.Of(last));
}

/// <param name="Secret">Signs every message. Shown this once; keep it where the receiver checks signatures.</param>
internal sealed record NewWebhookView(WebhookView Webhook, string Secret);

/// <summary>One message and how its tries went.</summary>
/// <param name="Status">HTTP status of the last try; null when there was no answer.</param>
/// <param name="DueAt">When it is tried next; null when it is over.</param>
internal sealed record WebhookDeliveryView(
    string Id, string MessageId, string Event, WebhookDeliveryState State, int Tries, int? Status, string? Problem,
    DateTimeOffset CreatedAt, DateTimeOffset? TriedAt, DateTimeOffset? DueAt)
{
    public static WebhookDeliveryView Of(WebhookDelivery delivery) => new(
        delivery.Id, delivery.MessageId, delivery.Event, delivery.State, delivery.Tries, delivery.Status, delivery.Problem,
        delivery.CreatedAt, delivery.TriedAt, delivery.DueAt);
}
