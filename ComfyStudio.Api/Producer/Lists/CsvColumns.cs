namespace ComfyStudio.Api.Producer.Lists;

/// <summary>Which column of a table says what.</summary>
internal sealed class CsvColumns
{
    private static readonly (string Field, string[] Names)[] Known =
    [
        ("action", ["action", "prompt", "handlung", "aktion", "visual", "image", "bildinhalt", "frame prompt"]),
        ("description", ["description", "desc", "beschreibung", "text", "content", "inhalt"]),
        ("title", ["title", "name", "titel", "shot name"]),
        ("shot", ["shot", "shot type", "shottype", "shot size", "size", "framing", "angle", "einstellung", "einstellungsgröße"]),
        ("cast", ["cast", "characters", "character", "people", "personen", "figuren", "who"]),
        ("place", ["place", "location", "set", "setting", "ort", "schauplatz", "where"]),
        ("time", ["time", "time of day", "timeofday", "tageszeit", "zeit", "when"]),
        ("duration", ["duration", "length", "seconds", "sec", "dauer", "länge", "duration (s)"]),
        ("notes", ["notes", "note", "dialogue", "dialog", "sound", "camera", "movement", "notizen", "anmerkung", "anmerkungen", "kamera", "ton"]),
        ("number", ["number", "no", "no.", "nr", "nr.", "#", "shot no", "shot number", "scene", "frame", "index", "nummer"]),
    ];

    private readonly Dictionary<int, string> _fields = [];

    private CsvColumns(IReadOnlyList<string> header)
    {
        foreach (var (column, name) in header.Index())
        {
            if (Known.FirstOrDefault(known => known.Names.Contains(name.Trim().ToLowerInvariant())).Field is { } field)
                _fields[column] = field;
        }
    }

    /// <returns>Null when the row is no header of shots.</returns>
    public static CsvColumns? Read(IReadOnlyList<string> header)
    {
        var columns = new CsvColumns(header);
        return header.Count > 1 && columns._fields.Count > 1 && (columns.Has("action") || columns.Has("description")) ? columns : null;
    }

    /// <returns>What the row says there; several columns of the same meaning one after another.</returns>
    public string Find(IReadOnlyList<string> row, string field) => string.Join(". ", _fields
        .Where(column => column.Value == field && column.Key < row.Count).Select(column => row[column.Key]).Where(cell => cell.Length > 0 && !(field == "shot" && char.IsAsciiDigit(cell[0]))));

    private bool Has(string field) => _fields.ContainsValue(field);
}
