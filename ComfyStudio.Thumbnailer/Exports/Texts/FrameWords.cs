using System.Globalization;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports.Texts;

/// <summary>What stands below a frame on paper.</summary>
internal static class FrameWords
{
    internal static string Heading(ExportFrame frame, ExportSettings settings) =>
        settings.Numbers ? $"{frame.Number.ToString(CultureInfo.InvariantCulture)}  {frame.Title}".TrimEnd() : frame.Title;

    /// <summary>In the order of reading; none is empty.</summary>
    internal static IEnumerable<string> Body(ExportFrame frame, ExportSettings settings)
    {
        if (!settings.Notes)
            return [];
        var seconds = (frame.DurationMs / 1000.0).ToString("0.#", CultureInfo.InvariantCulture) + " s";
        string[] parts = [frame.ShotType.Length > 0 ? $"{frame.ShotType} · {seconds}" : seconds, frame.Description, frame.Notes];
        return parts.Where(part => !string.IsNullOrWhiteSpace(part));
    }
}
