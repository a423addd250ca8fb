namespace ComfyStudio.Images.Words;

/// <summary>Numbers in as few bytes as they need, seven bits in each.</summary>
internal static class Varint
{
    internal const int MostBytes = 5;

    internal static int Write(Span<byte> to, uint number)
    {
        var length = 0;
        while (number >= 0x80)
        {
            to[length++] = (byte)(number | 0x80);
            number >>= 7;
        }

        to[length++] = (byte)number;
        return length;
    }

    internal static uint Read(ReadOnlySpan<byte> from, ref int at)
    {
        var first = from[at++];
        if (first < 0x80)
            return first;
        var number = (uint)first & 0x7F;
        for (var shift = 7; shift < 35; shift += 7)
        {
            var next = from[at++];
            number |= ((uint)next & 0x7F) << shift;
            if (next < 0x80)
                break;
        }

        return number;
    }
}
