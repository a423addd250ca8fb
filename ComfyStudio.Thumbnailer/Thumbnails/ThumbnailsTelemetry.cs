using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ComfyStudio.Thumbnailer.Thumbnails;

internal sealed class ThumbnailsTelemetry : IDisposable
{
    internal const string Name = "ComfyStudio.Thumbnailer";

    internal static readonly ActivitySource Source = new(Name);

    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _made;
    private readonly Counter<long> _failed;

    public ThumbnailsTelemetry(IMeterFactory meters, WorkGate gate)
    {
        _meter = meters.Create(Name);
        _duration = _meter.CreateHistogram<double>(
            "comfystudio.thumbnails.duration", "s", "Time to make the thumbnails of one image, without waiting for its turn.");
        _made = _meter.CreateCounter<long>("comfystudio.thumbnails.made", "{thumbnail}", "Thumbnails written.");
        _failed = _meter.CreateCounter<long>("comfystudio.thumbnails.failed", "{image}", "Images that could not be read.");
        _meter.CreateObservableGauge("comfystudio.thumbnails.inside", () => gate.Inside, "{image}", "Images running or waiting.");
    }

    internal void Made(int thumbnails, TimeSpan duration)
    {
        _made.Add(thumbnails);
        _duration.Record(duration.TotalSeconds);
    }

    internal void Failed() => _failed.Add(1);

    public void Dispose() => _meter.Dispose();
}
