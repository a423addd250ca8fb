using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Webhooks;

internal static class WebhookEndpoints
{
    private const int MostWebhooks = 20;

    public static WebApplicationBuilder AddWebhooks(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<WebhooksOptions>(WebhooksOptions.Section);
        services.TryAddSingleton(Random.Shared);
        services.AddSingleton<RetrySchedule>();
        services.AddSingleton<WebhookPayloads>();
        services.AddSingleton<WebhookLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookLoop>());
        services.AddHttpClient<WebhookSender>((provider, http) => http.Timeout = Options(provider).AnswerTimeout)
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                UseProxy = false,
                ConnectCallback = Options(provider).AllowPrivateAddresses ? null : PublicAddresses.ConnectAsync,
                // Receivers are strangers: our trace ids are none of their business.
                ActivityHeadersPropagator = null,
            });
        services.AddJsonContext(WebhooksJson.Default);
        return builder;
    }

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var webhooks = routes.MapGroup("/api/webhooks").WithTags("Webhooks").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        webhooks.MapGet("", List).WithName("listWebhooks").WithSummary("Who is told of what happens here");
        webhooks.MapPost("", Add).WithName("addWebhook").WithSummary("Have an address told")
            .WithDescription("Messages follow the Standard Webhooks scheme: `webhook-id`, `webhook-timestamp`, `webhook-signature`. The signing secret is in this answer and in no other.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        webhooks.MapPut("{id:hexid}", Change).WithName("changeWebhook").WithSummary("Change a webhook, or switch it on and off")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapDelete("{id:hexid}", Remove).WithName("removeWebhook").WithSummary("Tell it nothing more").ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("{id:hexid}/secret", NewSecret).WithName("renewWebhookSecret").WithSummary("A new signing secret; the old one is void at once")
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("{id:hexid}/test", Test).WithName("testWebhook").WithSummary("Send it a message to try it out").ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapGet("{id:hexid}/deliveries", Deliveries).WithName("listWebhookDeliveries").WithSummary("The newest messages to it, and how they went")
            .ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("{id:hexid}/deliveries/{message}/retry", Retry).WithName("retryWebhookDelivery").WithSummary("Try a message again now")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<Ok<IReadOnlyList<WebhookView>>> List(
        WebhookBook book, WebhookDeliveries deliveries, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var webhooks = await book.ListAsync(owner.Name, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<WebhookView>>(await Task.WhenAll(webhooks.Select(ViewAsync)));

        async Task<WebhookView> ViewAsync(Webhook webhook) =>
            WebhookView.Of(webhook, await deliveries.ListAsync(webhook.Id, cancellationToken) is [var newest, ..] ? newest : null);
    }

    internal static async Task<Results<Created<NewWebhookView>, ProblemHttpResult>> Add(
        WebhookRequest request, WebhookBook book, CurrentOwner owner, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Refuse(request) is { } problem)
            return problem;
        if ((await book.ListAsync(owner.Name, cancellationToken)).Count >= MostWebhooks)
            return ProblemKinds.Conflict.With($"There are {MostWebhooks} webhooks already. Remove one first.");
        var webhook = new Webhook
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Owner = owner.Name,
            Url = request.Url!,
            Events = request.WantedEvents,
            Enabled = request.Enabled ?? true,
            CreatedAt = time.GetUtcNow(),
        };
        var secret = WebhookSignature.NewSecret();
        await book.AddAsync(webhook, secret, cancellationToken);
        return TypedResults.Created($"/api/webhooks/{webhook.Id}", new NewWebhookView(WebhookView.Of(webhook, null), secret));
    }

    internal static async Task<Results<Ok<WebhookView>, ProblemHttpResult>> Change(
        string id, WebhookRequest request, WebhookBook book, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (Refuse(request) is { } problem)
            return problem;
        if (await FindOwnAsync(id, book, owner, cancellationToken) is not { } webhook)
            return Unknown(id);
        var changed = webhook with { Url = request.Url!, Events = request.WantedEvents, Enabled = request.Enabled ?? true, Problem = null };
        return await book.ChangeAsync(changed, null, cancellationToken) ? TypedResults.Ok(WebhookView.Of(changed, null)) : Unknown(id);
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string id, WebhookBook book, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(id, book, owner, cancellationToken) is null)
            return Unknown(id);
        await book.RemoveAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    internal static async Task<Results<Ok<NewWebhookView>, ProblemHttpResult>> NewSecret(
        string id, WebhookBook book, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var secret = WebhookSignature.NewSecret();
        return await FindOwnAsync(id, book, owner, cancellationToken) is { } webhook && await book.ChangeAsync(webhook, secret, cancellationToken)
            ? TypedResults.Ok(new NewWebhookView(WebhookView.Of(webhook, null), secret))
            : Unknown(id);
    }

    internal static async Task<Results<Accepted, ProblemHttpResult>> Test(
        string id, WebhookBook book, WebhookDeliveries deliveries, WebhookPayloads payloads, CurrentOwner owner, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(id, book, owner, cancellationToken) is null)
            return Unknown(id);
        var message = $"msg_{Guid.CreateVersion7(time.GetUtcNow()):N}";
        await deliveries.SendAsync(id, message, WebhookEvents.Test, payloads.WriteTest(), cancellationToken);
        return TypedResults.Accepted($"/api/webhooks/{id}/deliveries");
    }

    internal static async Task<Results<Ok<IReadOnlyList<WebhookDeliveryView>>, ProblemHttpResult>> Deliveries(
        string id, WebhookBook book, WebhookDeliveries deliveries, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(id, book, owner, cancellationToken) is null)
            return Unknown(id);
        return TypedResults.Ok<IReadOnlyList<WebhookDeliveryView>>([.. (await deliveries.ListAsync(id, cancellationToken)).Select(WebhookDeliveryView.Of)]);
    }

    internal static async Task<Results<Accepted, ProblemHttpResult>> Retry(
        string id, string message, WebhookBook book, WebhookDeliveries deliveries, CurrentOwner owner, CancellationToken cancellationToken) =>
        await FindOwnAsync(id, book, owner, cancellationToken) is not null && await deliveries.TryNowAsync($"{message}.{id}", cancellationToken)
            ? TypedResults.Accepted($"/api/webhooks/{id}/deliveries")
            : ProblemKinds.NotFound.With("There is no such message any more.");

    private static async Task<Webhook?> FindOwnAsync(string id, WebhookBook book, CurrentOwner owner, CancellationToken cancellationToken) =>
        await book.FindAsync(id, cancellationToken) is { } webhook && owner.Owns(webhook.Owner) ? webhook : null;

    private static ProblemHttpResult? Refuse(WebhookRequest request)
    {
        var errors = request.Check();
        return errors.Any ? errors.ToProblem() : null;
    }

    private static ProblemHttpResult Unknown(string id) => ProblemKinds.NotFound.With($"There is no webhook '{id}'.");

    private static WebhooksOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<WebhooksOptions>>().Value;
}
