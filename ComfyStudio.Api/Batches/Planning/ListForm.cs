using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>How a list is written: as lines or as a table, and what stands between its cells.</summary>
internal sealed record ListForm(string Format, string Delimiter)
{
    public const string Auto = "auto";
    public const string Lines = "lines";
    public const string Csv = "csv";
    public const string Tsv = "tsv";

    // Longer than any name of a column.
    private const int LongestHeading = 30;

    /// <summary>Without the mark with which files of some programs begin.</summary>
    public static string TextOf(BatchList list) => (list.Text ?? "").TrimStart('\uFEFF');

    /// <summary>What it says, or else what it looks like.</summary>
    public static ListForm Of(BatchList list, Func<string, bool> isSlot)
    {
        var lines = TextOf(list).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var first = lines is [var line, ..] ? line : "";
        var format = list.Format is not (null or Auto) ? list.Format
            : first.Contains('\t', StringComparison.Ordinal) ? Tsv
            : list.Columns is { Count: > 0 } || IsTable(lines, isSlot) ? Csv
            : Lines;
        return new ListForm(format, format is Tsv ? "\t" : DelimiterOf(first));
    }

    // Spreadsheets write semicolons wherever a comma stands in numbers.
    private static string DelimiterOf(string first) => first.Contains(';', StringComparison.Ordinal) && !first.Contains(',', StringComparison.Ordinal) ? ";" : ",";

    /// <summary>Prompts may be short words between commas, too: a table names slots at its top, or has numbers below it.</summary>
    private static bool IsTable(string[] lines, Func<string, bool> isSlot)
    {
        if (lines.Length == 0)
            return false;
        var rows = lines.Select(line => line.Split(DelimiterOf(lines[0])).Select(cell => cell.Trim().Trim('"')).ToList()).ToList();
        var headings = rows[0];
        if (headings.Any(heading => string.Equals(heading, Slot.Prompt, StringComparison.OrdinalIgnoreCase)))
            return true;
        return headings.Count > 1 && headings.All(heading => heading.Length is > 0 and < LongestHeading)
            && (headings.Count(isSlot) * 2 >= headings.Count || HasNumbers(rows));
    }

    private static bool HasNumbers(List<List<string>> rows) => rows.Count > 1 && rows.All(row => row.Count == rows[0].Count)
        && Enumerable.Range(0, rows[0].Count).Any(column => !IsNumber(rows[0][column]) && rows.Skip(1).All(row => IsNumber(row[column])));

    private static bool IsNumber(string cell) => WrittenNumber.Find(cell) is not null;
}
