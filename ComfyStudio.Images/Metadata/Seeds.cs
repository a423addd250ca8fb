using System.Globalization;

namespace ComfyStudio.Images.Metadata;

/// <summary>Seeds as tools note them: up to 2^64-1, exact or not at all.</summary>
internal static class Seeds
{
    internal static ulong? Of(decimal? number) => number is { } value and >= 0 and <= ulong.MaxValue ? (ulong)value : null;

    internal static ulong? Parse(string? text) => ulong.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : null;
}
