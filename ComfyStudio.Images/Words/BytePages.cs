namespace ComfyStudio.Images.Words;

/// <summary>Many short byte strings in few large arrays: nothing of the runtime's own is paid for each.</summary>
internal sealed class BytePages
{
    private const int PageBits = 20;
    private const int PageBytes = 1 << PageBits;
    private const int FirstPageBytes = 4096;

    private readonly List<byte[]> _pages = [];
    private int _used;

    /// <summary>At most <see cref="PageBytes"/> less a few.</summary>
    internal uint Add(ReadOnlySpan<byte> bytes)
    {
        Span<byte> head = stackalloc byte[Varint.MostBytes];
        head = head[..Varint.Write(head, (uint)bytes.Length)];
        Reserve(head.Length + bytes.Length);
        var place = ((uint)(_pages.Count - 1) << PageBits) | (uint)_used;
        head.CopyTo(_pages[^1].AsSpan(_used));
        bytes.CopyTo(_pages[^1].AsSpan(_used + head.Length));
        _used += head.Length + bytes.Length;
        return place;
    }

    internal ReadOnlySpan<byte> Read(uint place)
    {
        var page = _pages[(int)(place >> PageBits)];
        var at = (int)(place & (PageBytes - 1));
        var length = (int)Varint.Read(page, ref at);
        return page.AsSpan(at, length);
    }

    // The first page grows to its full size, so that a small gallery stays small.
    private void Reserve(int bytes)
    {
        if (_pages.Count > 0 && _used + bytes <= _pages[^1].Length)
            return;
        if (_pages.Count == 1 && _used + bytes <= PageBytes)
        {
            var page = _pages[0];
            Array.Resize(ref page, Math.Min(PageBytes, Math.Max(2 * page.Length, _used + bytes)));
            _pages[0] = page;
            return;
        }

        _pages.Add(new byte[_pages.Count == 0 ? Math.Max(FirstPageBytes, bytes) : PageBytes]);
        _used = 0;
    }
}
