namespace ComfyStudio.Images.Formats;

/// <summary>The one EXIF tag that changes an image's size on the screen.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;

    /// <param name="tiff">The EXIF block from its byte order mark on.</param>
    /// <returns>1 to 8; 1 when nothing tells.</returns>
    internal static int Read(ReadOnlySpan<byte> tiff)
    {
        var entries = new ExifDirectory(tiff);
        while (entries.MoveNext())
        {
            if (entries.Tag == Tag)
                return entries.Short;
        }

        return 1;
    }
}
