using ComfyStudio.Images.Formats;

namespace ComfyStudio.Images.Metadata;

/// <summary>Texts in an EXIF block that begin with a keyword: <c>workflow:{…}</c>.</summary>
internal static class ExifTexts
{
    private const ushort Ascii = 2;
    private const int MaxKeyword = 40;

    /// <param name="tiff">The EXIF block from its byte order mark on.</param>
    internal static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> tiff)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var entries = new ExifDirectory(tiff);
        while (entries.MoveNext())
        {
            if (entries.Type == Ascii && entries.FindText() is { } text)
                Add(texts, text);
        }

        return texts;
    }

    private static void Add(Dictionary<string, string> texts, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is > 0 and <= MaxKeyword)
            texts.TryAdd(text[..colon], text[(colon + 1)..]);
    }
}
