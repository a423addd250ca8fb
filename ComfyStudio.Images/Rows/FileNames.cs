using System.Buffers;
using System.Text;

namespace ComfyStudio.Images.Rows;

/// <summary>
/// The names of the files, in lower case, one behind the other in large pages that are searched as they lie, at the speed of memory.
/// Each follows a line break and its row in six letters that no name has.
/// </summary>
internal sealed class FileNames
{
    private const int PageBits = 20;
    private const int PageBytes = 1 << PageBits;
    private const byte Break = (byte)'\n';
    private const byte Digit = 0x10;
    private const int RowDigits = 6;
    private const int Head = 1 + RowDigits;
    private const int MostCapitals = 64;
    private static readonly SearchValues<byte> Control = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (byte)code)]);

    private readonly List<byte[]> _pages = [];
    private readonly Column<uint> _places = new();

    // A bit for each of the first bytes that is a capital letter.
    private readonly Column<ulong> _capitals = new();

    // As they are: with capitals further on, or control characters.
    private readonly Dictionary<int, string> _odd = [];
    private int _used;

    internal void Grow(int rows)
    {
        _places.Grow(rows);
        _capitals.Grow(rows);
    }

    internal void Set(int row, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var capitals = Fold(bytes, out var isOdd);
        _odd.Remove(row);
        if (isOdd)
            _odd[row] = name;
        _capitals[row] = capitals;
        _places[row] = Append(row, bytes);
    }

    internal string NameOf(int row)
    {
        if (_odd.TryGetValue(row, out var odd))
            return odd;
        Span<byte> name = [.. LowerOf(_places[row])];
        for (var (capitals, i) = (_capitals[row], 0); capitals != 0; capitals >>= 1, i++)
        {
            if ((capitals & 1) != 0)
                name[i] -= 'a' - 'A';
        }

        return Encoding.UTF8.GetString(name);
    }

    internal void Forget(int row) => _odd.Remove(row);

    /// <summary>Adds the rows whose name has this, in lower case, at the beginning of a word.</summary>
    internal void Search(string lower, RowSet rows)
    {
        Span<byte> wanted = Encoding.UTF8.GetBytes(lower);
        if (wanted.IsEmpty || wanted.ContainsAny(Control))
            return;
        for (var page = 0; page < _pages.Count; page++)
            SearchPage(page, wanted, rows);
    }

    private void SearchPage(int page, ReadOnlySpan<byte> wanted, RowSet rows)
    {
        ReadOnlySpan<byte> bytes = _pages[page].AsSpan(0, UsedOf(page));
        for (var at = 0; bytes[at..].IndexOf(wanted) is >= 0 and var hit;)
        {
            at += hit;
            var start = bytes[..at].LastIndexOf(Break);
            var isBeginning = at == start + Head || !IsLetter(bytes[at - 1]);
            var row = RowAt(bytes[(start + 1)..]);
            at++;
            if (!isBeginning || _places[row] != (uint)((page << PageBits) | start))
                continue;
            rows.Add(row);
            var end = bytes[at..].IndexOf(Break);
            if (end < 0)
                return;
            at += end;
        }
    }

    private ReadOnlySpan<byte> LowerOf(uint place)
    {
        var page = (int)(place >> PageBits);
        var name = _pages[page].AsSpan(0, UsedOf(page))[((int)(place & (PageBytes - 1)) + Head)..];
        return name.IndexOf(Break) is >= 0 and var end ? name[..end] : name;
    }

    private int UsedOf(int page) => page == _pages.Count - 1 ? _used : _pages[page].AsSpan().LastIndexOfAnyExcept((byte)0) + 1;

    private static ulong Fold(Span<byte> name, out bool isOdd)
    {
        var capitals = 0UL;
        isOdd = false;
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] < 32)
            {
                name[i] = (byte)'?';
                isOdd = true;
            }
            else if (char.IsAsciiLetterUpper((char)name[i]))
            {
                name[i] += 'a' - 'A';
                isOdd |= i >= MostCapitals;
                capitals |= i < MostCapitals ? 1UL << i : 0;
            }
        }

        return capitals;
    }

    private uint Append(int row, ReadOnlySpan<byte> name)
    {
        if (_pages.Count == 0 || _used + Head + name.Length > _pages[^1].Length)
            AddPage(Head + name.Length);
        var start = _used;
        var page = _pages[^1];
        page[_used++] = Break;
        for (var digit = 0; digit < RowDigits; digit++)
            page[_used++] = (byte)(Digit | ((row >> (4 * digit)) & 0xF));
        name.CopyTo(page.AsSpan(_used));
        _used += name.Length;
        return ((uint)(_pages.Count - 1) << PageBits) | (uint)start;
    }

    // The first page grows to its full size, so that a small gallery stays small.
    private void AddPage(int bytes)
    {
        if (_pages.Count == 1 && _used + bytes <= PageBytes)
        {
            var page = _pages[0];
            Array.Resize(ref page, Math.Min(PageBytes, Math.Max(2 * page.Length, _used + bytes)));
            _pages[0] = page;
            return;
        }

        _pages.Add(new byte[_pages.Count == 0 ? 4096 : PageBytes]);
        _used = 0;
    }

    private static int RowAt(ReadOnlySpan<byte> digits)
    {
        var row = 0;
        for (var digit = 0; digit < RowDigits; digit++)
            row |= (digits[digit] & 0xF) << (4 * digit);
        return row;
    }

    private static bool IsLetter(byte code) => code >= 0x80 || char.IsAsciiLetterOrDigit((char)code);
}
