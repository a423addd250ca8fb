using System.Buffers.Binary;
using ComfyStudio.Thumbnailer.Exports.Frames;

namespace ComfyStudio.Thumbnailer.Exports.Moving;

/// <summary>Puts the pictures of single GIF files into one, each with the colours that it came with.</summary>
internal sealed class GifAnimation : IAnimationFile
{
    private const int Head = 13;
    private const int PictureHead = 10;
    private const byte HasColours = 0x80;
    private const byte ColourBits = 0x07;
    private const byte Extension = 0x21;
    private const byte Picture = 0x2C;
    private const byte Trailer = 0x3B;

    private readonly Stream _file;

    internal GifAnimation(Stream file, FrameSize size)
    {
        _file = file;
        Span<byte> screen = stackalloc byte[7];
        screen.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(screen, checked((ushort)size.Width));
        BinaryPrimitives.WriteUInt16LittleEndian(screen[2..], checked((ushort)size.Height));
        _file.Write("GIF89a"u8);
        _file.Write(screen);

        // Repeated for ever.
        _file.Write([Extension, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0]);
    }

    public void Add(ReadOnlySpan<byte> picture, TimeSpan duration)
    {
        var colours = ColoursAt(picture, Head, picture[10]);
        var at = Head + colours.Length;
        while (picture[at] == Extension)
            at = AfterParts(picture, at + 2);
        if (picture[at] != Picture)
            throw new InvalidDataException("A GIF without a picture.");

        // Hundredths of a second; the rest is noted nowhere.
        var time = (ushort)Math.Clamp(Math.Round(duration.TotalMilliseconds / 10), 1, ushort.MaxValue);
        _file.Write([Extension, 0xF9, 4, 1 << 2, (byte)time, (byte)(time >> 8), 0, 0]);
        WritePicture(picture[at..], colours, picture[10]);
    }

    public void End() => _file.WriteByte(Trailer);

    private void WritePicture(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> shared, byte sharedFlags)
    {
        var own = ColoursAt(picture, PictureHead, picture[9]);
        var colours = own.Length > 0 ? own : shared;
        var flags = own.Length > 0 ? picture[9] : (byte)(picture[9] | HasColours | (sharedFlags & ColourBits));
        var data = picture[(PictureHead + own.Length)..];
        _file.Write(picture[..9]);
        _file.WriteByte(flags);
        _file.Write(colours);
        _file.Write(data[..AfterParts(data, 1)]);
    }

    private static ReadOnlySpan<byte> ColoursAt(ReadOnlySpan<byte> gif, int at, byte flags) =>
        (flags & HasColours) != 0 ? gif.Slice(at, 3 << ((flags & ColourBits) + 1)) : [];

    private static int AfterParts(ReadOnlySpan<byte> gif, int at)
    {
        while (gif[at] != 0)
            at += gif[at] + 1;
        return at + 1;
    }
}
