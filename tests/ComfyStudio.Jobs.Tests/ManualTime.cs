namespace ComfyStudio.Jobs.Tests;

/// <summary>A clock that stands still until a test moves it. Only its reading is by hand; timers go on by the system's.</summary>
public sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
