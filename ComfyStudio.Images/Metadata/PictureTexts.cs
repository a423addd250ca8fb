using System.Text;
using ComfyStudio.Images.Formats;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// What a program noted in a picture, by keyword: the text chunks of a PNG; the texts in the EXIF of a WebP or JPEG, where ComfyUI
/// writes <c>prompt:{…}</c> and <c>workflow:{…}</c> into tags that are meant for the camera; the comment of a JPEG; XMP in all of them;
/// and the metadata of a video.
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
            ImageKind.WebP => WebPTexts.Read(picture),
            ImageKind.Jpeg => JpegTexts.Read(picture),
            ImageKind.Gif => new Dictionary<string, string>(),
            _ => VideoTexts.Read(picture),
        };
    }

    internal static string Decode(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text).Trim('\0');

    /// <summary>What was found first stays.</summary>
    internal static void AddAll(this Dictionary<string, string> texts, IEnumerable<KeyValuePair<string, string>> more)
    {
        foreach (var (keyword, text) in more)
            texts.TryAdd(keyword, text);
    }

    /// <summary>Whether it begins like a picture of a kind that may hold texts.</summary>
    public static bool IsPicture(ReadOnlySpan<byte> head) => ImageHeader.Sniff(head) is ImageKind.Png or ImageKind.WebP or ImageKind.Jpeg;
}
