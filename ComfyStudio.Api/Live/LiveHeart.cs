using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Live;

/// <summary>Beats for all open streams.</summary>
internal sealed class LiveHeart(LiveHub hub, IOptions<LiveOptions> options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.HeartbeatInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            hub.Broadcast(LiveMessage.Heartbeat);
    }
}
