namespace ComfyStudio.Thumbnailer.Pixels;

/// <param name="Identical">Equal hashes: the same size, kind and pixels.</param>
/// <param name="Differing">From 0 to 1: the part of the pixels that are not alike; null where they cannot be laid over each other.</param>
/// <param name="Largest">The largest difference of one channel, of 255; null likewise, and where a channel has more than a byte.</param>
internal sealed record PixelDifference(bool Identical, string Hash, string FromHash, double? Differing, int? Largest)
{
    internal static PixelDifference Of(DecodedPixels image, DecodedPixels from)
    {
        var (hash, fromHash) = (image.Hash(), from.Hash());
        if (hash == fromHash)
            return new PixelDifference(true, hash, fromHash, 0, 0);
        if ((image.Width, image.Height, image.Bands, image.Format) != (from.Width, from.Height, from.Bands, from.Format))
            return new PixelDifference(false, hash, fromHash, null, null);
        var (differing, largest) = Count(image.Bytes, from.Bytes, image.Bytes.Length / (image.Width * image.Height));
        return new PixelDifference(false, hash, fromHash, (double)differing / ((long)image.Width * image.Height), image.Format == 0 ? largest : null);
    }

    private static (int Differing, int Largest) Count(ReadOnlySpan<byte> image, ReadOnlySpan<byte> from, int bytesPerPixel)
    {
        var (differing, largest) = (0, 0);
        for (var at = 0; at < image.Length; at += bytesPerPixel)
        {
            // Most of two nearly equal images is alike: found by whole stretches.
            at += image[at..].CommonPrefixLength(from[at..]) / bytesPerPixel * bytesPerPixel;
            if (at >= image.Length)
                break;
            differing++;
            for (var channel = at; channel < at + bytesPerPixel; channel++)
                largest = Math.Max(largest, Math.Abs(image[channel] - from[channel]));
        }

        return (differing, largest);
    }
}
