namespace ComfyStudio.Images.Tests;

internal sealed class HandDrivenTime : TimeProvider
{
    private static readonly TimeZoneInfo TwoHoursAhead = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test");

    internal DateTimeOffset Now { get; set; } = new(2026, 11, 21, 22, 30, 5, TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone => TwoHoursAhead;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.UtcTicks;

    internal void Advance(TimeSpan by) => Now += by;
}
