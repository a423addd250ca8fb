using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Webhooks;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(NewWebhookView))]
[JsonSerializable(typeof(IReadOnlyList<WebhookView>))]
[JsonSerializable(typeof(IReadOnlyList<WebhookDeliveryView>))]
internal sealed partial class WebhooksJson : JsonSerializerContext;
