using System.Buffers.Binary;
using System.IO.Compression;

namespace ComfyStudio.Images.Formats;

/// <summary>The rows of a PNG of eight bits a channel, one after the other: no more is unpacked than is asked for.</summary>
internal sealed class PngRows : IDisposable
{
    private readonly ZLibStream _pixels;
    private byte[] _row;
    private byte[] _above;

    internal PngRows(Stream file, int width, int height, int channels)
    {
        (Width, Height, Channels) = (width, height, channels);
        _pixels = new ZLibStream(new PngData(file), CompressionMode.Decompress);
        (_row, _above) = (new byte[(width * channels) + 1], new byte[(width * channels) + 1]);
    }

    internal int Width { get; }
    internal int Height { get; }
    internal int Channels { get; }

    /// <returns>The next row, until the one after it is asked for.</returns>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    /// <exception cref="EndOfStreamException">There are no more.</exception>
    internal ReadOnlySpan<byte> Next()
    {
        (_row, _above) = (_above, _row);
        _pixels.ReadExactly(_row);
        Unfilter(_row[0], _row.AsSpan(1), _above.AsSpan(1));
        return _row.AsSpan(1);
    }

    public void Dispose() => _pixels.Dispose();

    // Each byte is stored as what it differs by from its neighbours to the left and above.
    private void Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < Channels ? (byte)0 : row[i - Channels];
            row[i] += filter switch
            {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => (byte)((left + above[i]) / 2),
                4 => Nearest(left, above[i], i < Channels ? (byte)0 : above[i - Channels]),
                _ => throw new InvalidDataException($"There is no filter {filter}."),
            };
        }
    }

    // Paeth's predictor.
    private static byte Nearest(byte left, byte above, byte corner)
    {
        var guess = left + above - corner;
        var (fromLeft, fromAbove, fromCorner) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return fromLeft <= fromAbove && fromLeft <= fromCorner ? left : fromAbove <= fromCorner ? above : corner;
    }
}

/// <summary>What stands in the IDAT chunks of a PNG, as one.</summary>
internal sealed class PngData : Stream
{
    private const int MaxChunks = 100_000;

    private readonly Stream _file;
    private long _next = 8;
    private long _left;
    private int _chunks;

    internal PngData(Stream file) => _file = file;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_left == 0)
        {
            if (!FindNext())
                return 0;
        }

        var read = _file.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left = read == 0 ? 0 : _left - read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool FindNext()
    {
        Span<byte> head = stackalloc byte[8];
        while (++_chunks < MaxChunks && _next < _file.Length)
        {
            _file.Position = _next;
            if (_file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
                return false;
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            _next = _file.Position + length + 4;
            if (head[4..].SequenceEqual("IDAT"u8))
            {
                _left = length;
                return true;
            }
        }

        return false;
    }
}
