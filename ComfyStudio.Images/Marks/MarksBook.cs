using Microsoft.Extensions.Logging;

namespace ComfyStudio.Images.Marks;

/// <summary>
/// What people noted about images: favourite, rating, tags, note, albums. It hangs on the content of a file, not on its path, so that moving,
/// renaming and restoring lose nothing. Kept below the images root, and told to the index.
/// </summary>
public sealed partial class MarksBook(ImageRoot root, ImageIndex index, TimeProvider time, ILogger<MarksBook> logger)
{
    private const int LeastToCompact = 1000;

    private readonly MarksJournal _journal = new(root, time);
    private readonly Lock _gate = new();
    private Dictionary<ContentHash, MarksLine>? _known;
    private int _lines;

    public ImageMarks Find(ContentHash content)
    {
        lock (_gate)
            return Known.GetValueOrDefault(content)?.Marks ?? ImageMarks.None;
    }

    /// <summary>Changes what is noted of these contents, all or none.</summary>
    /// <returns>What was noted before, in the same order.</returns>
    /// <exception cref="ImageRootOfflineException">The root is away.</exception>
    /// <exception cref="IOException">It cannot be written; nothing changed.</exception>
    public IReadOnlyList<ImageMarks> Change(IReadOnlyList<NotedContent> contents, Func<NotedContent, ImageMarks, ImageMarks> change)
    {
        lock (_gate)
        {
            var known = Known;
            var former = contents.Select(content => known.GetValueOrDefault(content.Content)?.Marks ?? ImageMarks.None).ToList();
            var lines = contents.Zip(former, (content, marks) => (Marks: marks, Line: LineOf(content, change(content, marks))))
                .Where(changed => !AreEqual(changed.Marks, changed.Line.Marks ?? ImageMarks.None)).Select(changed => changed.Line)
                .DistinctBy(line => line.Content).ToList();
            if (lines.Count == 0)
                return former;
            _journal.Append(lines);
            lines.ForEach(line => Note(known, line));
            Tell(lines);
            CompactIfWorthwhile(known);
            return former;
        }
    }

    /// <summary>Every content that something is noted of and that this holds for.</summary>
    public IReadOnlyList<NotedContent> Where(Func<ImageMarks, bool> holds)
    {
        lock (_gate)
            return [.. Known.Values.Where(line => line.Marks is not null && holds(line.Marks)).Select(line => new NotedContent(ContentHash.Parse(line.Content), line.Bytes))];
    }

    /// <summary>Reads what is noted and tells it to the index. Later calls do nothing.</summary>
    /// <exception cref="ImageRootOfflineException">The root is away: call again when it is back.</exception>
    internal void Load()
    {
        lock (_gate)
            _ = Known;
    }

    private Dictionary<ContentHash, MarksLine> Known
    {
        get
        {
            if (_known is not null)
                return _known;
            var (lines, unreadable) = _journal.Read();
            if (unreadable > 0)
                LogUnreadable(unreadable);
            var known = new Dictionary<ContentHash, MarksLine>();
            foreach (var line in lines)
                Note(known, line);
            _known = known;
            Tell(known.Values);
            return known;
        }
    }

    private void Note(Dictionary<ContentHash, MarksLine> known, MarksLine line)
    {
        _lines++;
        if (line.Marks is null)
            known.Remove(ContentHash.Parse(line.Content));
        else
            known[ContentHash.Parse(line.Content)] = line;
    }

    private MarksLine LineOf(NotedContent content, ImageMarks marks) =>
        new(content.Content.ToString(), content.Bytes, time.GetUtcNow(), AreEqual(marks, ImageMarks.None) ? null : marks);

    private void Tell(IReadOnlyCollection<MarksLine> lines) =>
        index.SetMarks([.. lines.Select(line => new MarkedContent(ContentHash.Parse(line.Content), line.Bytes, line.Marks))]);

    private void CompactIfWorthwhile(Dictionary<ContentHash, MarksLine> known)
    {
        if (_lines < LeastToCompact || _lines < known.Count * 2)
            return;
        try
        {
            _journal.Rewrite(known.Values);
            _lines = known.Count;
        }
        catch (IOException exception)
        {
            // The old one holds all of it; the next change tries again.
            LogNotCompacted(exception);
        }
    }

    private static bool AreEqual(ImageMarks one, ImageMarks other) =>
        one with { Tags = [], Albums = [] } == other with { Tags = [], Albums = [] }
        && one.Tags.SequenceEqual(other.Tags, StringComparer.Ordinal) && one.Albums.SequenceEqual(other.Albums, StringComparer.Ordinal);

    [LoggerMessage(LogLevel.Warning, "{Count} lines of what was noted about images cannot be read and are passed over")]
    private partial void LogUnreadable(int count);

    [LoggerMessage(LogLevel.Warning, "What is noted about images could not be written anew; it stays as it is")]
    private partial void LogNotCompacted(Exception exception);
}

/// <param name="Bytes">The size of the file.</param>
public readonly record struct NotedContent(ContentHash Content, long Bytes);
