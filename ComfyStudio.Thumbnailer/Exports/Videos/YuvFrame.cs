using System.Buffers;
using ComfyStudio.Thumbnailer.Exports.Frames;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>One picture as a video holds it (BT.709, 4:2:0, limited range): worked out once, though it is shown many times.</summary>
internal sealed class YuvFrame : IDisposable
{
    // The weights of BT.709 in 16 bits.
    private const int One = 1 << 16;
    private static readonly int[] Luma = [.. new[] { 0.2126, 0.7152, 0.0722 }.Select(weight => (int)Math.Round(weight * One * 219 / 255))];
    private static readonly int[] Blue = [.. new[] { -0.114572, -0.385428, 0.5 }.Select(weight => (int)Math.Round(weight * One * 224 / 255))];
    private static readonly int[] Red = [.. new[] { 0.5, -0.454153, -0.045847 }.Select(weight => (int)Math.Round(weight * One * 224 / 255))];

    private readonly int _length;
    private byte[]? _planes;

    private YuvFrame(int length) => (_length, _planes) = (length, ArrayPool<byte>.Shared.Rent(length));

    internal ReadOnlyMemory<byte> Memory => _planes.AsMemory(0, _length);

    private Span<byte> Planes => _planes.AsSpan(0, _length);

    /// <param name="canvas">Of even sides.</param>
    internal static YuvFrame Of(Canvas canvas)
    {
        var size = canvas.Width * canvas.Height;
        var frame = new YuvFrame(size * 3 / 2);
        for (var y = 0; y < canvas.Height; y++)
            WriteLuma(canvas.Row(y), frame.Planes.Slice(y * canvas.Width, canvas.Width));
        var chroma = canvas.Width / 2;
        for (var y = 0; y < canvas.Height / 2; y++)
        {
            WriteChroma(canvas.Row(2 * y), canvas.Row((2 * y) + 1), Blue, frame.Planes.Slice(size + (y * chroma), chroma));
            WriteChroma(canvas.Row(2 * y), canvas.Row((2 * y) + 1), Red, frame.Planes.Slice((size * 5 / 4) + (y * chroma), chroma));
        }

        return frame;
    }

    /// <param name="share">Of <paramref name="next"/>, from 0 to 256.</param>
    internal YuvFrame Blend(YuvFrame next, int share)
    {
        var frame = new YuvFrame(_length);
        ReadOnlySpan<byte> from = Planes, to = next.Planes;
        var blend = frame.Planes;
        for (var i = 0; i < from.Length; i++)
            blend[i] = (byte)(((from[i] * (256 - share)) + (to[i] * share)) >> 8);
        return frame;
    }

    public void Dispose()
    {
        if (_planes is { } planes)
            ArrayPool<byte>.Shared.Return(planes);
        _planes = null;
    }

    private static void WriteLuma(ReadOnlySpan<byte> row, Span<byte> luma)
    {
        var (red, green, blue) = (Luma[0], Luma[1], Luma[2]);
        for (int x = 0, at = 0; x < luma.Length; x++, at += Canvas.Channels)
            luma[x] = (byte)(16 + (((row[at] * red) + (row[at + 1] * green) + (row[at + 2] * blue) + (One / 2)) >> 16));
    }

    // One value for each four pixels.
    private static void WriteChroma(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, int[] weights, Span<byte> chroma)
    {
        for (int x = 0, at = 0; x < chroma.Length; x++, at += 2 * Canvas.Channels)
        {
            var sum = 0;
            for (var channel = 0; channel < Canvas.Channels; channel++)
                sum += weights[channel] * (upper[at + channel] + upper[at + 3 + channel] + lower[at + channel] + lower[at + 3 + channel]);
            chroma[x] = (byte)(128 + ((sum + (2 * One)) >> 18));
        }
    }
}
