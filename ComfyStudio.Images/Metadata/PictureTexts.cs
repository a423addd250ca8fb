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
        Span<byte> start = stackalloc byte[ImageHeader.SignatureLength];
        var length = picture.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return ImageHeader.Sniff(start[..length]) switch
        {
            ImageKind.Png => PngText.Read(picture),
            ImageKind.WebP => ExifTexts.Read(WebPExif.Find(picture)),
            ImageKind.Jpeg => ExifTexts.Read(JpegHeader.FindExif(picture)),
            _ => new Dictionary<string, string>(),
        };
    }

    /// <summary>Whether it begins like a picture of a kind that may hold texts.</summary>
    public static bool IsPicture(ReadOnlySpan<byte> head) => ImageHeader.Sniff(head) is ImageKind.Png or ImageKind.WebP or ImageKind.Jpeg;
}
