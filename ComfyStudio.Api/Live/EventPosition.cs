using System.Globalization;

namespace ComfyStudio.Api.Live;

/// <summary>An id of the event log, comparable: milliseconds, then a counter.</summary>
internal readonly record struct EventPosition(ulong Milliseconds, ulong Counter) : IComparable<EventPosition>
{
    public static bool TryParse(string? text, out EventPosition position)
    {
        position = default;
        if (text?.Split('-') is not [var milliseconds, var counter]
            || !ulong.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !ulong.TryParse(counter, NumberStyles.None, CultureInfo.InvariantCulture, out var second))
        {
            return false;
        }

        position = new EventPosition(first, second);
        return true;
    }

    public int CompareTo(EventPosition other) =>
        Milliseconds != other.Milliseconds ? Milliseconds.CompareTo(other.Milliseconds) : Counter.CompareTo(other.Counter);

    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;
}
