using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ComfyStudio.ServiceDefaults.Telemetry;

/// <summary>Listens from the first moment, and sends what is left when everything else has stopped, in two seconds at most.</summary>
internal sealed class TelemetryLifetime(TracerProvider tracer, MeterProvider meter, LoggerProvider logger) : IHostedLifecycleService
{
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(2);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        var limit = (int)FlushLimit.TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => tracer.Shutdown(limit), CancellationToken.None),
            Task.Run(() => meter.Shutdown(limit), CancellationToken.None),
            Task.Run(() => logger.Shutdown(limit), CancellationToken.None));
    }
}
