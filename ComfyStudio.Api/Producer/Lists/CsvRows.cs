using System.Text;

namespace ComfyStudio.Api.Producer.Lists;

/// <summary>Rows and cells of delimited text as RFC 4180 has it: cells in quotes may hold delimiters, line ends and doubled quotes.</summary>
internal static class CsvRows
{
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text, char delimiter)
    {
        var (rows, row, cell) = (new List<IReadOnlyList<string>>(), new List<string>(), new StringBuilder());
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '"' && string.IsNullOrWhiteSpace(cell.ToString()))
                at = Quoted(text, at, cell.Clear());
            else if (letter == delimiter || letter == '\n')
                Close(letter);
            else
                cell.Append(letter);
        }

        Close('\n');
        return rows;

        void Close(char end)
        {
            row.Add(cell.ToString().Trim());
            cell.Clear();
            if (end != '\n')
                return;
            if (row.Any(text => text.Length > 0))
                rows.Add(row);
            row = [];
        }
    }

    /// <returns>Where the closing quote stands; a cell that is never closed ends with the text.</returns>
    private static int Quoted(string text, int opening, StringBuilder cell)
    {
        for (var at = opening + 1; at < text.Length; at++)
        {
            if (text[at] != '"')
                cell.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                cell.Append(text[++at]);
            else
                return at;
        }

        return text.Length;
    }
}
