using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ComfyStudio.Jobs;

/// <summary>What the queue tells of itself. Its source and its meter are both called <see cref="Name"/>.</summary>
public sealed class JobsTelemetry : IDisposable
{
    public const string Name = "ComfyStudio.Jobs";

    private static readonly ActivitySource Source = new(Name);

    private readonly Meter _meter;
    private readonly Counter<long> _enqueued;
    private readonly Counter<long> _claimed;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _retried;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _run;
    private QueueCounts? _counts;

    public JobsTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _enqueued = _meter.CreateCounter<long>("comfystudio.jobs.enqueued", "{job}", "Jobs that came in.");
        _claimed = _meter.CreateCounter<long>("comfystudio.jobs.claimed", "{job}", "Claims, repeated ones too.");
        _ended = _meter.CreateCounter<long>("comfystudio.jobs.ended", "{job}", "Jobs that ended, by outcome and class of failure.");
        _retried = _meter.CreateCounter<long>("comfystudio.jobs.retried", "{job}", "Attempts that failed and are tried again, by class.");
        _wait = _meter.CreateHistogram<double>("comfystudio.jobs.wait", "s", "From coming in to the first claim.");
        _run = _meter.CreateHistogram<double>("comfystudio.jobs.run", "s", "From the engine's start to the stored result.");
        _meter.CreateObservableGauge("comfystudio.jobs.queue.depth", Depth, "{job}", "Jobs by state, as last counted.");
    }

    public void Dispose() => _meter.Dispose();

    internal static Activity? StartEnqueue(JobGroup group, int count) => Source.StartActivity("enqueue", ActivityKind.Producer)
        ?.SetTag("comfystudio.group.id", group.Id.ToString()).SetTag("comfystudio.group.kind", group.Kind).SetTag("comfystudio.jobs.count", count);

    internal void Enqueued(IReadOnlyList<JobSpec> jobs) => _enqueued.Add(jobs.Count);

    /// <summary>Leaves a span in the request's trace that covers the wait.</summary>
    internal void Claimed(Job job)
    {
        _claimed.Add(1, EngineTag(job.EngineId));
        if (job is { Attempt: 1, LeasedAt: { } leasedAt }) _wait.Record(Math.Max(0, (leasedAt - job.Spec.CreatedAt).TotalSeconds));
        if (!ActivityContext.TryParse(job.Spec.TraceParent, job.Spec.TraceState, isRemote: true, out var parent)) return;
        using var span = Source.StartActivity("claim", ActivityKind.Consumer, parent);
        span?.SetTag("comfystudio.job.id", job.Id.ToString()).SetTag("comfystudio.job.attempt", job.Attempt)
            .SetTag("comfystudio.job.state", job.State.ToString()).SetTag("comfystudio.engine.id", job.EngineId);
    }

    /// <summary>Inside the worker's span when there is one, else in the request's trace.</summary>
    internal static Activity? StartEnd(JobLease lease, string name)
    {
        var spec = lease.Job.Spec;
        var parent = Activity.Current is null && ActivityContext.TryParse(spec.TraceParent, spec.TraceState, isRemote: true, out var remote)
            ? remote
            : default;
        return Source.StartActivity(name, ActivityKind.Client, parent)?.SetTag("comfystudio.job.id", lease.JobId.ToString());
    }

    internal void Succeeded(JobLease lease, TimeSpan? run)
    {
        _ended.Add(1, new("outcome", "succeeded"), EngineTag(lease.EngineId));
        if (run is { } time) _run.Record(time.TotalSeconds, EngineTag(lease.EngineId));
    }

    internal void Failed(JobLease lease, FailureClass failure, FailureOutcome outcome)
    {
        KeyValuePair<string, object?> why = new("failure", failure.ToString());
        if (outcome is FailureOutcome.Retry) _retried.Add(1, why, EngineTag(lease.EngineId));
        else _ended.Add(1, new("outcome", outcome is FailureOutcome.Park ? "parked" : "failed"), why, EngineTag(lease.EngineId));
    }

    internal QueueCounts Counted(QueueCounts counts) => _counts = counts;

    private IEnumerable<Measurement<long>> Depth() => _counts is not { } counts
        ? []
        : [new(counts.Queued, StateTag("queued")), new(counts.Active, StateTag("active")), new(counts.Parked, StateTag("parked"))];

    private static KeyValuePair<string, object?> StateTag(string state) => new("state", state);

    private static KeyValuePair<string, object?> EngineTag(string? engineId) => new("engine", engineId);
}
