using System.Globalization;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

/// <summary>Hours, minutes, seconds and pictures; none is left out, whatever the rate. After a day it begins again, as a clock does.</summary>
internal static class Timecode
{
    internal static string Of(long pictures, FrameRate rate)
    {
        var seconds = pictures / rate.Nominal;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600 % 24:00}:{seconds / 60 % 60:00}:{seconds % 60:00}:{pictures % rate.Nominal:00}");
    }
}
