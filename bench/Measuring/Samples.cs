using System.Diagnostics;

namespace ComfyStudio.Bench.Measuring;

/// <summary>Times of the same thing done many times, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly Lock _gate = new();
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;
    public double P50 => At(0.50);
    public double P99 => At(0.99);
    public double Worst => At(1);
    public double Last => _milliseconds[^1];
    public double Mean => _milliseconds.Average();

    public void Add(double milliseconds)
    {
        lock (_gate)
            _milliseconds.Add(milliseconds);
    }

    public void AddSince(long timestamp) => Add(Stopwatch.GetElapsedTime(timestamp).TotalMilliseconds);

    public async Task<T> TimeAsync<T>(Func<Task<T>> deed)
    {
        var began = Stopwatch.GetTimestamp();
        var result = await deed();
        AddSince(began);
        return result;
    }

    /// <summary>The smallest value that this share of all stays at or below (nearest rank: one that was really measured).</summary>
    public double At(double share)
    {
        lock (_gate)
        {
            if (_milliseconds.Count == 0)
                return double.NaN;
            var sorted = _milliseconds.Order().ToList();
            return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
        }
    }

    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
