namespace ComfyStudio.Worker.Engines;

/// <summary>Pauses that double up to a longest one, each shortened by up to a quarter so that many workers do not ask in step.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private int _tries;

    public TimeSpan Next()
    {
        var full = Math.Min(first.TotalMilliseconds * Math.Pow(2, Math.Min(_tries++, 30)), longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - (0.25 * random.NextDouble())));
    }

    public void Reset() => _tries = 0;
}
