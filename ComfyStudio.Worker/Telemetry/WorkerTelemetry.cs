using System.Diagnostics;
using System.Diagnostics.Metrics;
using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Telemetry;

/// <summary>The worker's one source of spans and its one meter.</summary>
internal static class WorkerTelemetry
{
    public const string Name = "ComfyStudio.Worker";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> WaitTime = Meter.CreateHistogram<double>("comfystudio.job.wait.duration", "s", "From the request to the claim");
    private static readonly Histogram<double> RunTime = Meter.CreateHistogram<double>("comfystudio.job.run.duration", "s", "Execution on the engine");
    private static readonly Histogram<double> IdleGap = Meter.CreateHistogram<double>("comfystudio.engine.idle_gap.duration", "s", "Between the end of a job and the start of the next while jobs waited");
    private static readonly Counter<double> BusyTime = Meter.CreateCounter<double>("comfystudio.engine.busy.time", "s", "Time in which an engine executed jobs");
    private static readonly Counter<long> Images = Meter.CreateCounter<long>("comfystudio.images.stored", "{image}", "Images stored");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("comfystudio.job.failures", "{failure}", "Failures by class");

    public static void Waited(string engineId, TimeSpan wait) => WaitTime.Record(wait.TotalSeconds, Engine(engineId));

    public static void Ran(string engineId, TimeSpan run)
    {
        RunTime.Record(run.TotalSeconds, Engine(engineId));
        BusyTime.Add(run.TotalSeconds, Engine(engineId));
    }

    public static void Idled(string engineId, TimeSpan gap) => IdleGap.Record(gap.TotalSeconds, Engine(engineId));

    public static void Stored(string engineId, int images) => Images.Add(images, Engine(engineId));

    public static void Failed(string engineId, FailureClass kind) =>
        Failures.Add(1, Engine(engineId), new KeyValuePair<string, object?>("failure.class", kind.ToString()));

    private static KeyValuePair<string, object?> Engine(string id) => new("engine.id", id);
}
