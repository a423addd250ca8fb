using System.Diagnostics;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Images;
using ComfyStudio.Images.Gallery;

namespace ComfyStudio.Bench.Gallery;

/// <summary>A gallery of some size, and how long everything takes in it.</summary>
internal sealed class GalleryUnderLoad(int count) : IDisposable
{
    private const int PageSize = 100;
    private const int ImagesAtOnce = 4096;

    private readonly SampleGallery _sample = new();
    private ImageCatalog _catalog = new();

    public int Count => count;
    public double BytesPerImage { get; private set; }
    public double FillSeconds { get; private set; }
    public double SaveSeconds { get; private set; }
    public double WarmStartSeconds { get; private set; }
    public long SnapshotBytes { get; private set; }
    public Samples Pages { get; } = new();
    public Samples RareWords { get; } = new();
    public Samples CommonWords { get; } = new();
    public Samples OtherSearches { get; } = new();
    public Samples AllSearches { get; } = new();
    public Samples Facets { get; } = new();
    public Samples Maps { get; } = new();
    public Samples Rival { get; } = new();

    public void Fill()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var began = Stopwatch.GetTimestamp();
        foreach (var some in _sample.Make(count).Chunk(ImagesAtOnce))
            _catalog.Set(some);
        _catalog.Page(ImageFilter.All, ImageSort.Newest, null, 1);
        FillSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        BytesPerImage = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
    }

    /// <summary>Saves the index, forgets it, and begins with what was saved, until the first page is there.</summary>
    public void Restart(ImageRoot root)
    {
        var file = new SnapshotFile(root, TimeProvider.System);
        var began = Stopwatch.GetTimestamp();
        file.Write(to => _catalog.Save(to));
        SaveSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        SnapshotBytes = new FileInfo(file.Path).Length;

        _catalog.Dispose();
        _catalog = new ImageCatalog();
        GC.Collect();
        began = Stopwatch.GetTimestamp();
        if (!file.TryRead(_catalog.Restore) || _catalog.Page(ImageFilter.All, ImageSort.Newest, null, PageSize).Count != count)
            throw new InvalidOperationException("The snapshot did not come back as it was.");
        WarmStartSeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Each search is another one than the last few: none is answered from memory.</summary>
    public void Measure(int rounds)
    {
        var random = new Random(count);
        ImageCursor? after = null;
        for (var round = 0; round < rounds; round++)
        {
            after = Time(Pages, () => _catalog.Page(ImageFilter.All, (ImageSort)(round % 2), round % 50 == 0 ? null : after, PageSize)).Next;
            Search(RareWords, _sample.Vocabulary[10_000 + random.Next(20_000)]);
            Search(CommonWords, _sample.Vocabulary[random.Next(30)]);
            Search(OtherSearches, Mixed(round, random));
            if (round % 4 == 0)
                Time(Facets, () => _catalog.Facets(new ImageFilter { Words = _sample.Vocabulary[random.Next(100)] }));
            if (round % 4 == 0)
                Time(Maps, () => _catalog.Map(new ImageFilter { Words = round % 8 == 0 ? null : _sample.Vocabulary[random.Next(30)] }, ImageSort.Newest, _ => "", TimeZoneInfo.Utc));
        }
    }

    /// <summary>What a gallery without an index does: look through all texts for some letters.</summary>
    public void MeasureRival(int rounds)
    {
        var texts = _catalog.Page(ImageFilter.All, ImageSort.Newest, null, count).Items
            .Select(image => $"{image.Making?.Prompt}\n{image.Making?.Model}\n{image.RelativePath}".ToLowerInvariant()).ToList();
        var random = new Random(count);
        for (var round = 0; round < rounds; round++)
        {
            var word = _sample.Vocabulary[random.Next(10_000)];
            Time(Rival, () => texts.Count(text => text.Contains(word, StringComparison.Ordinal)));
        }
    }

    public void Dispose() => _catalog.Dispose();

    private void Search(Samples samples, string words)
    {
        var began = Stopwatch.GetTimestamp();
        _catalog.Page(new ImageFilter { Words = words }, ImageSort.Newest, null, PageSize);
        samples.AddSince(began);
        AllSearches.Add(samples.Last);
    }

    private string Mixed(int round, Random random)
    {
        var (one, other) = (_sample.Vocabulary[random.Next(30)], _sample.Vocabulary[random.Next(3_000)]);
        return (round % 5) switch
        {
            0 => $"{one} {other}",
            1 => $"\"{one} {_sample.Vocabulary[random.Next(30)]}\"",
            2 => $"{one} -{other}",
            3 => other[..2],
            _ => $"00{1 + random.Next(4)}-{random.Next(1000)}",
        };
    }

    private static T Time<T>(Samples samples, Func<T> deed)
    {
        var began = Stopwatch.GetTimestamp();
        var result = deed();
        samples.AddSince(began);
        return result;
    }
}
