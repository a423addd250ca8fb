using System.Buffers.Binary;
using ComfyStudio.Thumbnailer.Exports.Frames;

namespace ComfyStudio.Thumbnailer.Exports.Moving;

/// <summary>Puts the parts of single WebP files into an animated one (RIFF: <c>VP8X</c>, <c>ANIM</c>, then an <c>ANMF</c> for each).</summary>
internal sealed class WebpAnimation : IAnimationFile
{
    private const int RiffHead = 12;
    private const int ChunkHead = 8;
    private const int FrameHead = 16;
    private const byte AnimationFlag = 0x02;

    // No frame shows through to the one before.
    private const byte DoNotBlend = 0x02;

    private readonly Stream _file;
    private readonly FrameSize _size;

    internal WebpAnimation(Stream file, FrameSize size)
    {
        (_file, _size) = (file, size);
        _file.Write("RIFF\0\0\0\0WEBP"u8);
        Span<byte> extended = stackalloc byte[10];
        extended.Clear();
        extended[0] = AnimationFlag;
        Write24(extended[4..], size.Width - 1);
        Write24(extended[7..], size.Height - 1);
        WriteChunk("VP8X"u8, extended);

        // Opaque black behind it, repeated for ever.
        WriteChunk("ANIM"u8, [0, 0, 0, 255, 0, 0]);
    }

    public void Add(ReadOnlySpan<byte> picture, TimeSpan duration)
    {
        var data = PictureOf(picture);
        Span<byte> head = stackalloc byte[FrameHead];
        head.Clear();
        Write24(head[6..], _size.Width - 1);
        Write24(head[9..], _size.Height - 1);
        Write24(head[12..], (int)Math.Clamp(duration.TotalMilliseconds, 1, 0xFFFFFF));
        head[15] = DoNotBlend;
        WriteHead("ANMF"u8, FrameHead + data.Length);
        _file.Write(head);
        _file.Write(data);
    }

    public void End()
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, checked((uint)(_file.Length - ChunkHead)));
        _file.Position = 4;
        _file.Write(length);
    }

    // The chunk of the pixels, with its head and its padding.
    private static ReadOnlySpan<byte> PictureOf(ReadOnlySpan<byte> webp)
    {
        for (var rest = webp[RiffHead..]; rest.Length > ChunkHead;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]);
            var whole = ChunkHead + length + (length & 1);
            if (rest.StartsWith("VP8 "u8) || rest.StartsWith("VP8L"u8))
                return rest[..whole];
            rest = rest[whole..];
        }

        throw new InvalidDataException("A WebP without a picture.");
    }

    private void WriteChunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        WriteHead(name, content.Length);
        _file.Write(content);
    }

    private void WriteHead(ReadOnlySpan<byte> name, int length)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, length);
        _file.Write(name);
        _file.Write(size);
    }

    private static void Write24(Span<byte> to, int value) => (to[0], to[1], to[2]) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16));
}
