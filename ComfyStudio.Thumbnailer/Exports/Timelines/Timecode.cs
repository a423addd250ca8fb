using System.Globalization;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

/// <summary>Hours, minutes, seconds and pictures; none is left out, whatever the rate.</summary>
internal static class Timecode
{
    internal static string Of(long pictures, FrameRate rate)
    {
        var seconds = pictures / rate.Nominal;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}:{pictures % rate.Nominal:00}");
    }
}
