using System.Globalization;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Gallery;

/// <summary>The end of a page as text: time in ticks, then the image's id.</summary>
internal static class GalleryCursor
{
    public static string Write(ImageCursor cursor) => string.Create(CultureInfo.InvariantCulture, $"{cursor.CreatedAt.UtcTicks:x}-{cursor.Id}");

    public static bool TryRead(string text, out ImageCursor? cursor)
    {
        cursor = null;
        if (text.Split('-') is not [var ticksText, var idText]
            || !long.TryParse(ticksText, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            || ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks
            || !ImageId.TryParse(idText, null, out var id))
        {
            return false;
        }

        cursor = new ImageCursor(new DateTimeOffset(ticks, TimeSpan.Zero), id);
        return true;
    }
}
