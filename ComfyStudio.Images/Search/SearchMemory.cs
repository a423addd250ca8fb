using System.Globalization;

namespace ComfyStudio.Images.Search;

/// <summary>The last few results: a page follows a page, and map, facets and pages ask the same. Forgotten when anything changes.</summary>
internal sealed class SearchMemory
{
    private const int Most = 8;
    private const char Between = '\u001F';

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SearchResult> _results = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldest = new();
    private long _revision;

    internal SearchResult Find(ImageFilter filter, long revision, Func<SearchResult> search)
    {
        var key = KeyOf(filter);
        lock (_gate)
        {
            Forget(revision);
            if (_results.TryGetValue(key, out var known))
                return known;
        }

        var found = search();
        lock (_gate)
        {
            if (_revision == revision && _results.TryAdd(key, found))
                _oldest.Enqueue(key);
            if (_oldest.Count > Most)
                _results.Remove(_oldest.Dequeue());
        }

        return found;
    }

    private void Forget(long revision)
    {
        if (_revision == revision)
            return;
        _revision = revision;
        _results.Clear();
        _oldest.Clear();
    }

    private static string KeyOf(ImageFilter filter) => string.Join(
        Between,
        filter.Words,
        Join(filter.Models), Join(filter.Loras), Join(filter.Templates), Join(filter.Samplers), Join(filter.Engines), Join(filter.Sizes),
        Join(filter.Aspects), Join(filter.Sources), Join(filter.Tags), Join(filter.Albums), Join(filter.Groups), Join(filter.Sequences),
        Join(filter.Jobs), Join(filter.Seeds), Text(filter.Rating), Text(filter.FavoritesOnly), Text(filter.From?.UtcTicks), Text(filter.Before?.UtcTicks),
        filter.Owner, Text(filter.IncludesUnowned));

    // With its length before each value: no value can be mistaken for two.
    private static string Join<T>(IReadOnlyList<T> values) => string.Concat(values.Select(value => $"{Text(value)!.Length}:{Text(value)}"));

    private static string? Text<T>(T value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
