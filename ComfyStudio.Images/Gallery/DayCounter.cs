namespace ComfyStudio.Images.Gallery;

/// <summary>Counts images by day, as long as they come in the order of their time: the calendar is asked once a day, not once an image.</summary>
internal sealed class DayCounter(TimeZoneInfo zone)
{
    private readonly List<ImageDay> _days = [];
    private long _from;
    private long _before;

    internal IReadOnlyList<ImageDay> Days => _days;

    internal void Count(long utcTicks)
    {
        if (utcTicks < _from || utcTicks >= _before)
            Turn(utcTicks);
        _days[^1] = _days[^1] with { Count = _days[^1].Count + 1 };
    }

    private void Turn(long utcTicks)
    {
        var moment = new DateTimeOffset(utcTicks, TimeSpan.Zero);
        var day = DayOf(moment);
        // In steps that no time zone divides.
        const long quarter = TimeSpan.TicksPerHour / 4;
        _from = utcTicks - (utcTicks % quarter);
        _before = _from + quarter;
        while (_before < DateTimeOffset.MaxValue.Ticks - quarter && DayOf(new DateTimeOffset(_before, TimeSpan.Zero)) == day)
            _before += quarter;
        while (_from > quarter && DayOf(new DateTimeOffset(_from - quarter, TimeSpan.Zero)) == day)
            _from -= quarter;
        if (_days.Count == 0 || _days[^1].Date != day)
            _days.Add(new ImageDay(day, 0));
    }

    private DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
}
