using System.Runtime.InteropServices;

namespace ComfyStudio.Images.Rows;

/// <summary>One property of every image, side by side.</summary>
internal interface IColumn
{
    void Grow(int rows);

    /// <summary>The values of these rows, in this order.</summary>
    void Write(Stream to, ReadOnlySpan<int> rows);

    void Read(Stream from, int rows);
}

internal sealed class Column<T> : IColumn
    where T : unmanaged
{
    private const int ChunkRows = 4096;

    private T[] _values = [];

    internal ref T this[int row] => ref _values[row];

    internal ReadOnlySpan<T> Values => _values;

    public void Grow(int rows)
    {
        if (rows > _values.Length)
            Array.Resize(ref _values, Math.Max(rows, _values.Length + (_values.Length / 4) + 16));
    }

    public void Write(Stream to, ReadOnlySpan<int> rows)
    {
        var chunk = new T[ChunkRows];
        for (var start = 0; start < rows.Length; start += ChunkRows)
        {
            var count = Math.Min(ChunkRows, rows.Length - start);
            for (var i = 0; i < count; i++)
                chunk[i] = _values[rows[start + i]];
            to.Write(MemoryMarshal.AsBytes(chunk.AsSpan(0, count)));
        }
    }

    public void Read(Stream from, int rows)
    {
        _values = new T[rows];
        from.ReadExactly(MemoryMarshal.AsBytes(_values.AsSpan()));
    }
}
