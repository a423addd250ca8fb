namespace ComfyStudio.Images.Gallery;

// Marks hang on contents and are kept elsewhere; here they are only noted, to be found and counted.
internal sealed partial class ImageCatalog
{
    /// <returns>The images that have these contents.</returns>
    internal IReadOnlyList<ImageRecord> SetMarks(IReadOnlyCollection<MarkedContent> contents)
    {
        var images = new List<ImageRecord>();
        lock (_writers)
        {
            Write(() =>
            {
                foreach (var content in contents)
                    Keep(content);
                foreach (var row in RowsOf(contents.Select(each => each.Content.Value).ToHashSet()))
                {
                    _table.SetMarks(row, MarksOf(row));
                    images.Add(RecordOf(row));
                }
            });
        }

        return images;
    }

    /// <summary>Notes the hash of a file that had none, unless it changed meanwhile.</summary>
    internal void SetContent(ImageId id, string version, ContentHash content)
    {
        lock (_writers)
        {
            Write(() =>
            {
                var row = _table.Find(id);
                if (row == 0 || _table.RecordOf(row, ImageMarks.None).Version != version)
                    return;
                _table.Contents[row] = content.Value;
                _table.SetMarks(row, MarksOf(row));
            });
        }
    }

    /// <summary>Images as large as this, whatever is in them.</summary>
    internal IReadOnlyList<ImageId> WithSize(long bytes) => Read(() =>
    {
        var ids = new List<ImageId>();
        foreach (var row in _table.Live)
        {
            if (_table.Bytes[row] == bytes)
                ids.Add(new ImageId(_table.Ids[row]));
        }

        return ids;
    });

    /// <summary>Whether a file of this size may be a content with marks.</summary>
    internal bool MayHaveMarks(long bytes) => Read(() => _markedSizes.ContainsValue(bytes));

    /// <summary>Images without a hash that may be contents with marks, for they are as large: perhaps they were moved.</summary>
    internal IReadOnlyList<ImageId> ToBeHashed() => Read(() =>
    {
        var ids = new List<ImageId>();
        if (_markedSizes.Count == 0)
            return ids;
        var sizes = _markedSizes.Values.ToHashSet();
        foreach (var row in _table.Live)
        {
            if (_table.Contents[row] == 0 && sizes.Contains(_table.Bytes[row]))
                ids.Add(new ImageId(_table.Ids[row]));
        }

        return ids;
    });

    private void Keep(MarkedContent content)
    {
        if (content.Marks is { } marks)
        {
            _marks[content.Content] = marks;
            _markedSizes[content.Content] = content.Bytes;
        }
        else
        {
            _marks.Remove(content.Content);
            _markedSizes.Remove(content.Content);
        }
    }

    private List<int> RowsOf(HashSet<UInt128> contents)
    {
        var rows = new List<int>();
        foreach (var row in _table.Live)
        {
            if (contents.Contains(_table.Contents[row]))
                rows.Add(row);
        }

        return rows;
    }

    private ImageMarks MarksOf(int row) => _table.ContentOf(row) is { } content ? _marks.GetValueOrDefault(content, ImageMarks.None) : ImageMarks.None;
}
