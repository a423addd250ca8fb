namespace ComfyStudio.Images.Gallery;

/// <summary>One image of the index, with what searching it needs ready made.</summary>
internal sealed class IndexedImage
{
    private readonly string _searchText;

    internal IndexedImage(ImageRecord record)
    {
        Record = record;
        _searchText = $"{record.Making?.Prompt}\n{record.Making?.Model}\n{Path.GetFileName(record.RelativePath)}".ToLowerInvariant();
    }

    internal ImageRecord Record { get; }

    /// <param name="words">In lower case.</param>
    internal bool Matches(ImageFilter filter, string[] words) =>
        (filter.JobId is null || filter.JobId == Record.Making?.JobId)
        && (filter.GroupId is null || filter.GroupId == Record.Making?.GroupId)
        && Array.TrueForAll(words, word => _searchText.Contains(word, StringComparison.Ordinal));
}
