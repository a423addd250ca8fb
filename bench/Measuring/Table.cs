namespace ComfyStudio.Bench.Measuring;

/// <summary>Rows of text under headings, the first column to the left and the numbers to the right.</summary>
internal sealed class Table(string first, params string[] others)
{
    private readonly List<string[]> _rows = [[first, .. others]];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        var widths = Enumerable.Range(0, others.Length + 1).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            Console.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
            if (row == _rows[0])
                Console.WriteLine(string.Join("  ", widths.Select(width => new string('-', width))));
        }

        Console.WriteLine();
    }
}
