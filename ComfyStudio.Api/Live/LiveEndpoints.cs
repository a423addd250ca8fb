using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ComfyStudio.Api.Owners;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Live;

internal static class LiveEndpoints
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(2);

    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<LiveOptions>(LiveOptions.Section);
        builder.Services.AddSingleton<LiveHub>();
        builder.Services.AddSingleton<LiveComposer>();
        builder.Services.AddSingleton<LiveStream>();
        builder.Services.AddSingleton<LiveHints>();
        builder.Services.AddSingleton<LiveTeller>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LiveHints>());
        builder.Services.AddHostedService<LiveFollower>();
        builder.Services.AddHostedService<GalleryFollower>();
        builder.Services.AddHostedService<LiveHeart>();
        builder.Services.AddJsonContext(LiveJson.Default);
        return builder;
    }

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/events", Follow).WithTags("Live").WithName("followEvents").WithSummary("Everything that happens, as server-sent events")
            .WithDescription("""
                A new stream begins with `hello` {lastId, serverTime}: fetch your lists then. After it come `job`, `image` and `engine`, each with
                the whole thing as it stands now; `group` {groupId, kind, total, succeeded, failed, parked, cancelled} when the last job of a
                generation has ended; `imageRemoved` and `engineRemoved` {id}; `images` {ids, count} when something else is noted of images: with
                more than a thousand, `ids` are the first; `progress` {jobId, progress}, `preview` {jobId, url} and `queue` (as GET /api/queue,
                and `reordered`: fetch the order of what waits anew), each ten times a second at most; `heartbeat` every 15 s; and `reset` when something was missed: fetch everything anew. What carries an id is a place to
                resume from: reconnect with the last one in the header `Last-Event-ID`, or `lastEventId` in the query, and only what was missed is told (some of it perhaps again). A stream that is read too
                slowly loses its backlog for one `reset`.
                """);

    internal static ServerSentEventsResult<string> Follow(
        [FromHeader(Name = "Last-Event-ID")] string? lastEventIdHeader,
        [FromQuery(Name = "lastEventId")] string? lastEventId,
        LiveStream stream,
        CurrentOwner owner,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        var resume = string.IsNullOrEmpty(lastEventIdHeader) ? lastEventId : lastEventIdHeader;
        return TypedResults.ServerSentEvents(
            ToSse(stream, string.IsNullOrEmpty(resume) ? null : resume, owner.Name, lifetime.ApplicationStopping, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> ToSse(
        LiveStream stream, string? lastEventId, string owner, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stream never ends by itself and would hold up the shutdown.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        await using var messages = stream.ReadAsync(lastEventId, owner, ends.Token).GetAsyncEnumerator(ends.Token);
        while (await HasNextAsync(messages))
        {
            var message = messages.Current;
            yield return new SseItem<string>(message.Data, message.Event) { EventId = message.Id, ReconnectionInterval = message.Event is "hello" ? ReconnectAfter : null };
        }
    }

    private static async Task<bool> HasNextAsync(IAsyncEnumerator<LiveMessage> messages)
    {
        try
        {
            return await messages.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
