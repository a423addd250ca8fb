using System.Buffers.Binary;

namespace ComfyStudio.Images.Formats;

/// <summary>Size and duration of a WebM, from the elements before its first cluster.</summary>
internal sealed class WebMHeader
{
    private const int MaxElements = 10_000;
    private const long Cluster = 0x1F43B675;

    private double _unit = 1e-3;
    private double? _units;
    private (int Width, int Height) _video;
    private int _elements;
    private bool _isThrough;

    internal static bool IsStart(ReadOnlySpan<byte> start) => start is [0x1A, 0x45, 0xDF, 0xA3, ..];

    internal static MovingPicture? Read(Stream file)
    {
        var found = new WebMHeader();
        found.Walk(file, 0, file.Length);
        var seconds = found._units * found._unit;
        return found._video is { Width: > 0, Height: > 0 } size
            ? new MovingPicture(MovingKind.Video, size.Width, size.Height, seconds is > 0 and < 1e8 ? TimeSpan.FromSeconds(seconds.Value) : null, Frames: null)
            : null;
    }

    private void Walk(Stream file, long from, long end)
    {
        while (from < end && !_isThrough && ++_elements < MaxElements)
        {
            file.Position = from;
            if (ReadNumber(file, keepsMark: true) is not { } id || ReadNumber(file, keepsMark: false) is not { } length)
                return;

            // All ones: it lasts as long as what it stands in. A download that was cut short ends before its elements do.
            var content = file.Position;
            var next = length == long.MaxValue || length > end - content ? end : content + length;
            Enter(file, id, content, next);
            from = next;
        }
    }

    private void Enter(Stream file, long id, long from, long end)
    {
        switch (id)
        {
            case Cluster:
                _isThrough = true;
                break;
            case 0x18538067 or 0x1549A966 or 0x1654AE6B or 0xAE or 0xE0: // Segment, Info, Tracks, a track, its video
                Walk(file, from, end);
                break;
            case 0x2AD7B1:
                _unit = ReadUnsigned(file, end) / 1e9;
                break;
            case 0x4489:
                _units = ReadFloat(file, end);
                break;
            case 0xB0 when _video.Width == 0:
                _video.Width = (int)Math.Min(ReadUnsigned(file, end), int.MaxValue);
                break;
            case 0xBA when _video.Height == 0:
                _video.Height = (int)Math.Min(ReadUnsigned(file, end), int.MaxValue);
                break;
        }
    }

    /// <param name="keepsMark">Ids keep the bit that tells their length, lengths do not.</param>
    /// <returns>Null at the end of the file or for what is no number.</returns>
    internal static long? ReadNumber(Stream file, bool keepsMark)
    {
        var first = file.ReadByte();
        if (first <= 0)
            return null;
        var more = System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 24;
        var mark = 0x80 >> more;
        long number = keepsMark ? first : first & (mark - 1);
        var isUnknown = (first & (mark - 1)) == mark - 1;
        for (var i = 0; i < more; i++)
        {
            var next = file.ReadByte();
            if (next < 0)
                return null;
            isUnknown &= next == 0xFF;
            number = (number << 8) | (uint)next;
        }

        return isUnknown && !keepsMark ? long.MaxValue : number;
    }

    private static ulong ReadUnsigned(Stream file, long end)
    {
        var number = 0UL;
        for (var left = Math.Min(8, end - file.Position); left > 0; left--)
            number = (number << 8) | (uint)Math.Max(0, file.ReadByte());
        return number;
    }

    private static double? ReadFloat(Stream file, long end)
    {
        var bytes = new byte[8];
        var length = (int)Math.Min(8, end - file.Position);
        if (file.ReadAtLeast(bytes.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
            return null;
        return length switch
        {
            4 => BinaryPrimitives.ReadSingleBigEndian(bytes),
            8 => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            _ => null,
        };
    }
}
