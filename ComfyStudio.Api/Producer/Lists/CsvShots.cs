using System.Globalization;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.Lists;

/// <summary>A table with a header: one shot a row.</summary>
internal static class CsvShots
{
    private static readonly char[] Delimiters = ['\t', ';', ','];
    private static readonly char[] Between = [';', ',', '/', '&', '+', '|'];

    public static ShotList? Read(string text)
    {
        var header = text.Split('\n', 2)[0];
        foreach (var delimiter in Delimiters.Where(delimiter => header.Contains(delimiter, StringComparison.Ordinal)))
        {
            if (CsvRows.Read(text, delimiter) is [var names, _, ..] rows && CsvColumns.Read(names) is { } columns)
                return Shots(columns, rows.Skip(1));
        }

        return null;
    }

    private static ShotList Shots(CsvColumns columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var bible = new NamedBible();
        SceneFrame[] frames = [.. rows.Select(row => Frame(columns, row, bible))];
        return new ShotList(ScenePlanKind.Csv, null, frames) { Characters = bible.Characters, Locations = bible.Locations };
    }

    private static SceneFrame Frame(CsvColumns columns, IReadOnlyList<string> row, NamedBible bible)
    {
        var (action, description, title, place) = (columns.Find(row, "action"), columns.Find(row, "description"), columns.Find(row, "title"), columns.Find(row, "place"));
        var words = new[] { action, description, title }.FirstOrDefault(text => text.Length > 0) ?? "";
        return new SceneFrame
        {
            Title = title.Length > 0 ? title : FrameTitle.Of(words),
            Action = words,
            Description = description.Length > 0 ? description : words,
            ShotType = ShotWords.IdOf(columns.Find(row, "shot")),
            Cast = [.. columns.Find(row, "cast").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(bible.Character).Distinct()],
            LocationId = place.Length > 0 ? bible.Location(place, place) : null,
            TimeOfDay = columns.Find(row, "time") is { Length: > 0 } time ? time : null,
            DurationMs = DurationOf(columns.Find(row, "duration")),
            Notes = columns.Find(row, "notes"),
        };
    }

    // "3", "2,5 s" and "1500 ms".
    private static int DurationOf(string cell)
    {
        var isMs = cell.EndsWith("ms", StringComparison.OrdinalIgnoreCase);
        var digits = cell.TrimEnd('s', 'S', 'm', 'M', 'e', 'c', '.', ' ').Replace(',', '.');
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var length) && length is > 0 and < 600_000
            ? Math.Max(1, (int)(isMs ? length : Math.Min(length, 600) * 1000))
            : SceneFrame.DefaultDurationMs;
    }
}
