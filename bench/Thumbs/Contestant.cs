using ComfyStudio.Bench.Measuring;

namespace ComfyStudio.Bench.Thumbs;

/// <summary>Somebody who makes thumbnails, and what it needed for them so far.</summary>
internal sealed class Contestant(string key, string name, IThumbMaker maker)
{
    private readonly List<ThumbRun> _runs = [];

    public string Key => key;
    public string Name => name;
    public IThumbMaker Maker => maker;
    public double PerSecond => Samples.MedianOf(_runs.Select(run => run.Count / run.Duration.TotalSeconds));
    public double PerCore => Samples.MedianOf(_runs.Select(run => run.Count / run.ProcessorTime.TotalSeconds));
    public double PeakBytes => _runs.Max(run => run.PeakBytes);
    public double BytesWritten { get; private set; }

    /// <param name="folder">Looked through: a maker that skipped pictures would be a fast one.</param>
    public void Add(ThumbRun run, string folder)
    {
        var made = new DirectoryInfo(folder).GetFiles("*.webp");
        if (made.Length != run.Count || made.Any(file => file.Length == 0))
            throw new InvalidOperationException($"{name} made {made.Length} thumbnails of {run.Count} pictures.");
        BytesWritten = made.Sum(file => file.Length);
        _runs.Add(run);
    }
}

internal interface IThumbMaker
{
    /// <summary>Makes a thumbnail of every picture once.</summary>
    Task<ThumbRun> MakeAsync(string to, CancellationToken cancellationToken);
}

/// <param name="ProcessorTime">Of all its processes and threads.</param>
/// <param name="PeakBytes">Resident memory at its highest, of all its processes.</param>
internal sealed record ThumbRun(int Count, TimeSpan Duration, TimeSpan ProcessorTime, long PeakBytes);
