using ComfyStudio.AppHost.Plain;

namespace ComfyStudio.AppHost.Tests.Plain;

internal sealed class Probe(Func<bool> isHealthy) : IHealthProbe
{
    public static readonly Probe Always = new(() => true);

    public static readonly Probe Never = new(() => false);

    public Task<bool> IsHealthyAsync(CancellationToken cancellationToken) => Task.FromResult(isHealthy());
}
