using ComfyStudio.Images.Formats;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// What a program noted in a picture, by keyword: the text chunks of a PNG, and the texts in the EXIF of a WebP or JPEG, where ComfyUI
/// writes <c>prompt:{…}</c> and <c>workflow:{…}</c> into tags that are meant for the camera.
/// </summary>
public static class PictureTexts
{
    /// <returns>Empty when there are none, or it is no such picture.</returns>
    public static IReadOnlyDictionary<string, string> Read(Stream picture)
    {
        picture.Position = 0;
        Span<byte> head = stackalloc byte[12];
        var length = picture.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return length < head.Length ? new Dictionary<string, string>() : Read(picture, head);
    }

    /// <summary>Whether it begins like a picture of a kind that may hold texts.</summary>
    public static bool IsPicture(ReadOnlySpan<byte> head) => IsPng(head) || IsJpeg(head) || IsWebP(head);

    private static IReadOnlyDictionary<string, string> Read(Stream picture, ReadOnlySpan<byte> head) =>
        IsPng(head) ? PngText.Read(picture)
        : IsWebP(head) ? ExifTexts.Read(WebPExif.Find(picture))
        : IsJpeg(head) ? ExifTexts.Read(JpegHeader.FindExif(picture))
        : new Dictionary<string, string>();

    private static bool IsPng(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

    private static bool IsJpeg(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    private static bool IsWebP(ReadOnlySpan<byte> head) => head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8);
}
