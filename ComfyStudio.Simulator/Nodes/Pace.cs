using Microsoft.Extensions.Options;

namespace ComfyStudio.Simulator.Nodes;

/// <summary>How fast the pretended card is. Can be changed while it runs.</summary>
internal sealed class Pace(IOptions<SimulatorOptions> options, TimeProvider time)
{
    private const double ReferencePixels = 1024 * 1024;

    // The chance of the timing only; nothing that a picture depends on.
#pragma warning disable CA5394
    private readonly Random _random = new(options.Value.Seed);
#pragma warning restore CA5394

    public double MillisecondsPerStep { get; set; } = options.Value.MillisecondsPerStep;

    public long Now => time.GetTimestamp();

    public long Milliseconds => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Waits for the rest of a step whose work began at <paramref name="started"/>.</summary>
    public Task StepAsync(long pixels, long started, CancellationToken cancellationToken)
    {
        var share = Math.Max(0.4, pixels / ReferencePixels);
        var step = TimeSpan.FromMilliseconds(MillisecondsPerStep * share * Stray());
        return WaitAsync(step - time.GetElapsedTime(started), cancellationToken);
    }

    public Task WaitAsync(TimeSpan duration, CancellationToken cancellationToken) =>
        duration > TimeSpan.Zero ? Task.Delay(duration, time, cancellationToken) : Task.CompletedTask;

#pragma warning disable CA5394
    private double Stray() => 1 + (options.Value.Jitter * ((2 * _random.NextDouble()) - 1));
#pragma warning restore CA5394
}
