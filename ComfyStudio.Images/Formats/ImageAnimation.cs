using System.Buffers.Binary;

namespace ComfyStudio.Images.Formats;

/// <summary>Tells moving pictures from still ones by their outline; nothing is decoded.</summary>
internal static class ImageAnimation
{
    private const int MaxBlocks = 10_000;
    private const byte WebPAnimation = 0x02;

    internal static bool IsAnimated(Stream file, ImageKind kind) => kind switch
    {
        ImageKind.WebP => IsAnimatedWebP(file),
        ImageKind.Png => IsAnimatedPng(file),
        ImageKind.Gif => IsAnimatedGif(file),
        _ => false,
    };

    private static bool IsAnimatedWebP(Stream file)
    {
        file.Position = 12;
        Span<byte> head = stackalloc byte[9];
        return file.ReadAtLeast(head, 9, throwOnEndOfStream: false) == 9 && head[..4].SequenceEqual("VP8X"u8) && (head[8] & WebPAnimation) != 0;
    }

    // The chunk that announces an animation stands before the picture.
    private static bool IsAnimatedPng(Stream file)
    {
        file.Position = 8;
        Span<byte> head = stackalloc byte[8];
        for (var i = 0; i < MaxBlocks && file.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8; i++)
        {
            if (head[4..].SequenceEqual("acTL"u8))
                return true;
            if (head[4..].SequenceEqual("IDAT"u8) || head[4..].SequenceEqual("IEND"u8))
                return false;
            file.Position += BinaryPrimitives.ReadUInt32BigEndian(head) + 4L;
        }

        return false;
    }

    private static bool IsAnimatedGif(Stream file)
    {
        file.Position = 10;
        var flags = file.ReadByte();
        file.Position = 13 + ColorTable(flags);
        var pictures = 0;
        for (var i = 0; i < MaxBlocks && pictures < 2; i++)
        {
            switch (file.ReadByte())
            {
                case 0x21:
                    file.Position++;
                    break;
                case 0x2C:
                    pictures++;
                    file.Position += 8;
                    file.Position += ColorTable(file.ReadByte()) + 1;
                    break;
                default:
                    return false;
            }

            SkipParts(file);
        }

        return pictures > 1;
    }

    private static int ColorTable(int flags) => flags >= 0 && (flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0;

    private static void SkipParts(Stream file)
    {
        for (int length; (length = file.ReadByte()) > 0;)
            file.Position += length;
    }
}
