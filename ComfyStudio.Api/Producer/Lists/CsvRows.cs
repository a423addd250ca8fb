using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace ComfyStudio.Api.Producer.Lists;

/// <summary>Rows and cells of delimited text: cells in quotes may hold delimiters, line ends and doubled quotes. What breaks that rule is read as far as it can be.</summary>
internal static class CsvRows
{
    public static IReadOnlyList<IReadOnlyList<string>> Read(string text, char delimiter)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        var rows = new List<IReadOnlyList<string>>();
        while (parser.Read())
        {
            if (parser.Record!.Select(cell => cell.Trim()).ToList() is var row && row.Exists(cell => cell.Length > 0))
                rows.Add(row);
        }

        return rows;
    }
}
