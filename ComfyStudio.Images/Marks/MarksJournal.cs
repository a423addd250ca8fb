using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images.Storage;

namespace ComfyStudio.Images.Marks;

/// <summary>
/// The file behind <see cref="MarksBook"/>: one line of JSON for each change, the latest of a content counts. It only ever grows by whole
/// lines that are on the disk before anybody is answered, until it is written anew, whole, in place of the old one.
/// </summary>
internal sealed class MarksJournal(ImageRoot root, TimeProvider time)
{
    private const byte LineEnd = (byte)'\n';
    private const string Name = "marks.jsonl";

    private string FilePath => Path.Join(GalleryNotes.FolderOf(root), Name);

    /// <summary>Those that were noted, the earliest first, and how many lines nobody can read.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    internal (IReadOnlyList<MarksLine> Lines, int Unreadable) Read()
    {
        root.RequireOnline();
        if (!File.Exists(FilePath))
            return ([], 0);
        var (lines, unreadable) = (new List<MarksLine>(), 0);
        foreach (var text in File.ReadLines(FilePath))
        {
            if (Parse(text) is { } line)
                lines.Add(line);
            else if (text.Length > 0)
                unreadable++;
        }

        return (lines, unreadable);
    }

    /// <exception cref="IOException">It cannot be written; nothing was noted.</exception>
    internal void Append(IEnumerable<MarksLine> lines)
    {
        root.RequireOnline();
        var isNew = !File.Exists(FilePath);
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        using (var file = new FileStream(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0))
        {
            var before = file.Length;
            try
            {
                file.Write(Compose(lines, startsInLine: before > 0 && !EndsWithLine(file)));
                file.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                // A full disk: half a line must not stay.
                file.SetLength(before);
                throw;
            }
        }

        if (isNew)
            FolderFlush.Flush(Path.GetDirectoryName(FilePath)!);
    }

    /// <summary>Only these from now on.</summary>
    internal void Rewrite(IEnumerable<MarksLine> lines)
    {
        root.RequireOnline();
        using var file = TemporaryFile.Create(Path.GetDirectoryName(FilePath)!, time);
        file.Content.Write(Compose(lines, startsInLine: false));
        file.PublishOver(FilePath);
    }

    private static byte[] Compose(IEnumerable<MarksLine> lines, bool startsInLine)
    {
        using var text = new MemoryStream();

        // A writer that was killed left half a line; what follows must not become part of it.
        if (startsInLine)
            text.WriteByte(LineEnd);
        foreach (var line in lines)
        {
            text.Write(JsonSerializer.SerializeToUtf8Bytes(line, MarksJson.Default.MarksLine));
            text.WriteByte(LineEnd);
        }

        return text.ToArray();
    }

    private static bool EndsWithLine(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == LineEnd;
    }

    private static MarksLine? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, MarksJson.Default.MarksLine) is { } line && ContentHash.TryParse(line.Content, null, out _) ? line : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Content">See <see cref="ContentHash"/>.</param>
/// <param name="Bytes">Of the file: with it, one that nobody hashed is found again after it was moved.</param>
/// <param name="Marks">Null: nothing any more.</param>
internal sealed record MarksLine(string Content, long Bytes, DateTimeOffset At, ImageMarks? Marks);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(MarksLine))]
internal sealed partial class MarksJson : JsonSerializerContext;
