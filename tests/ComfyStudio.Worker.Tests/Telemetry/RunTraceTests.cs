using System.Collections.Concurrent;
using System.Diagnostics;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Telemetry;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Telemetry;

public sealed class RunTraceTests(RedisServer redis)
{
    [Fact]
    public async Task A_run_continues_the_requests_trace_with_a_span_for_each_node()
    {
        var request = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WorkerTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 100);
        await using var studio = new Studio(redis);
        // Only the socket tells of nodes; a poll in between would end the run without them.
        await studio.StartWorkerAsync(engine, ("Running:Silence", "00:00:20"), ("EngineWatch:AnswerTimeout", "00:00:20"));

        var job = await studio.EndAsync(await studio.AskAsync(new JobAsked { TraceParent = $"00-{request.TraceId}-{request.SpanId}-01" }));

        Assert.Equal(JobState.Succeeded, job.State);
        await Eventually.TrueAsync(() => Mine().Any(span => span.OperationName == "run job"), TestContext.Current.CancellationToken);
        var run = Mine().Single(span => span.OperationName == "run job");
        Assert.Equal(request.SpanId, run.ParentSpanId);
        Assert.Equal(["claimed", "submitted", "execution started", "model load"], run.Events.Select(happened => happened.Name));
        var sampler = Mine().Single(span => span.OperationName == "node KSampler");
        Assert.Equal(run.SpanId, sampler.ParentSpanId);
        Assert.True(sampler.Duration > TimeSpan.FromMilliseconds(100));
        Assert.Equal(run.SpanId, Mine().Single(span => span.OperationName == "download output").ParentSpanId);

        IEnumerable<Activity> Mine() => spans.Where(span => span.TraceId == request.TraceId);
    }
}
