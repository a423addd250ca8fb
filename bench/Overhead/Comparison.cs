using System.Diagnostics;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Bench.Studio;

namespace ComfyStudio.Bench.Overhead;

/// <summary>One graph through both, in turns: single jobs one after the other, then so many at once.</summary>
internal sealed class Comparison(SampleGraph graph, IPictureMaker bare, IPictureMaker studio, ProcessorTime processor)
{
    public const int InFlight = 50;

    private long _value;

    public SampleGraph Graph => graph;
    public Samples Bare { get; } = new();
    public Samples Studio { get; } = new();

    /// <summary>Pictures a second, one of each round.</summary>
    public List<double> BareThroughput { get; } = [];

    public List<double> StudioThroughput { get; } = [];

    /// <summary>Processor time of each process per picture, many at once through the studio, in the last round.</summary>
    public IReadOnlyDictionary<string, double> Costs { get; private set; } = new Dictionary<string, double>();

    public double AddedP50 => Studio.P50 - Bare.P50;
    public double AddedP99 => Studio.P99 - Bare.P99;

    /// <summary>Median of the rounds: the two of one round were measured right after each other.</summary>
    public double ThroughputRatio => Samples.MedianOf(StudioThroughput.Zip(BareThroughput, (studio, bare) => studio / bare));

    public async Task WarmUpAsync(int times, CancellationToken cancellationToken)
    {
        await ThroughputAsync(bare, times, cancellationToken);
        await ThroughputAsync(studio, times, cancellationToken);
    }

    public async Task OneByOneAsync(int times, CancellationToken cancellationToken)
    {
        for (var i = 0; i < times; i++)
        {
            await MakeAsync(bare, Bare, cancellationToken);
            await MakeAsync(studio, Studio, cancellationToken);
        }
    }

    public async Task ManyAtOnceAsync(int count, CancellationToken cancellationToken)
    {
        if (count == 0)
            return;
        BareThroughput.Add(await ThroughputAsync(bare, count, cancellationToken));
        var before = processor.Read();
        StudioThroughput.Add(await ThroughputAsync(studio, count, cancellationToken));
        Costs = processor.Read().ToDictionary(used => used.Key, used => (used.Value - before[used.Key]).TotalMilliseconds / count);
    }

    private async Task MakeAsync(IPictureMaker maker, Samples times, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await maker.MakeAsync(graph, Interlocked.Increment(ref _value), cancellationToken);
        times.AddSince(began);
    }

    private async Task<double> ThroughputAsync(IPictureMaker maker, int count, CancellationToken cancellationToken)
    {
        var left = count;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await maker.MakeAsync(graph, Interlocked.Increment(ref _value), cancellationToken);
        }));
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
