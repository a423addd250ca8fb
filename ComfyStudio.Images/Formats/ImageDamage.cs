using System.Buffers.Binary;

namespace ComfyStudio.Images.Formats;

/// <summary>Says what is wrong with a file that should be an image, as far as its outline tells: nothing is decoded.</summary>
internal static class ImageDamage
{
    private const int MaxChunks = 100_000;

    /// <summary>Of a file without the header of an image.</summary>
    internal static string WhyNoImage(Stream file)
    {
        if (file.Length == 0)
            return "The file is empty";
        file.Position = 0;
        Span<byte> start = stackalloc byte[ImageHeader.SignatureLength];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return ImageHeader.Sniff(start[..length]) is { } kind
            ? $"The file begins like a {NameOf(kind)} and ends before it says how large the picture is"
            : "The file is no PNG, JPEG, WebP or GIF, whatever its name says";
    }

    /// <returns>Null when its outline is whole, or the kind has none that tells.</returns>
    internal static string? WhyNotWhole(Stream file, ImageKind kind) => kind switch
    {
        ImageKind.Png => IsCutPng(file) ? CutOff(kind) : null,
        ImageKind.WebP => IsCutWebP(file) ? CutOff(kind) : null,
        _ => null,
    };

    private static string CutOff(ImageKind kind) => $"The {NameOf(kind)} is cut off: the file ends in the middle of the picture";

    private static string NameOf(ImageKind kind) => kind switch
    {
        ImageKind.Png => "PNG",
        ImageKind.Jpeg => "JPEG",
        ImageKind.WebP => "WebP",
        _ => "GIF",
    };

    // A picture that has its data and lacks only the last chunk is shown by everybody.
    private static bool IsCutPng(Stream file)
    {
        file.Position = 8;
        var hasData = false;
        Span<byte> head = stackalloc byte[8];
        for (var i = 0; i < MaxChunks && file.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8; i++)
        {
            var end = file.Position + BinaryPrimitives.ReadUInt32BigEndian(head) + 4;
            hasData |= head[4..].SequenceEqual("IDAT"u8);
            if (head[4..].SequenceEqual("IEND"u8))
                return !hasData;
            if (end > file.Length)
                return true;
            file.Position = end;
        }

        return !hasData;
    }

    private static bool IsCutWebP(Stream file)
    {
        file.Position = 4;
        Span<byte> length = stackalloc byte[4];
        file.ReadExactly(length);
        return BinaryPrimitives.ReadUInt32LittleEndian(length) is > 0 and var rest && rest + 8L > file.Length;
    }
}
