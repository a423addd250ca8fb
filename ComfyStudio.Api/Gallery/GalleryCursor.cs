using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Gallery;

/// <summary>The end of a page as text: time in ticks, then the image's id, then what it is sorted by where that is not the time.</summary>
internal static class GalleryCursor
{
    // Longer than any key that a sort makes.
    private const int MostKeyBytes = 1024;

    public static string Write(ImageCursor cursor)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{cursor.CreatedAt.UtcTicks:x}-{cursor.Id}");
        return cursor.Key is null ? place : $"{place}-{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(cursor.Key))}";
    }

    public static bool TryRead(string text, out ImageCursor? cursor)
    {
        cursor = null;
        var parts = text.Split('-', 3);
        if (parts.Length < 2
            || !long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ticks)
            || ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks
            || !ImageId.TryParse(parts[1], null, out var id)
            || !TryReadKey(parts.ElementAtOrDefault(2), out var key))
        {
            return false;
        }

        cursor = new ImageCursor(new DateTimeOffset(ticks, TimeSpan.Zero), id, key);
        return true;
    }

    private static bool TryReadKey(string? text, out string? key)
    {
        key = null;
        if (text is null)
            return true;
        if (text.Length > MostKeyBytes || !Base64Url.IsValid(text))
            return false;
        key = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        return true;
    }
}
