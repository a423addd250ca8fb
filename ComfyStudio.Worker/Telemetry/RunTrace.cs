using System.Diagnostics;
using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Running;

namespace ComfyStudio.Worker.Telemetry;

/// <summary>The spans and events of one job's run. Everything else a run does is under the span that <see cref="Start"/> made current.</summary>
internal static class RunTrace
{
    public static Activity? Start(JobRun run, TimeProvider time)
    {
        var spec = run.Spec;
        ActivityContext.TryParse(spec.TraceParent, spec.TraceState, isRemote: true, out var parent);
        var span = WorkerTelemetry.Source.StartActivity("run job", ActivityKind.Consumer, parent);
        span?.SetTag("job.id", spec.Id.ToString())
            .SetTag("job.group.id", spec.GroupId.ToString())
            .SetTag("job.attempt", run.Job.Attempt)
            .SetTag("job.template", spec.TemplateId)
            .SetTag("engine.id", run.Engine.Id);
        var wait = time.GetUtcNow() - spec.CreatedAt;
        WorkerTelemetry.Waited(run.Engine.Id, wait);
        span?.AddEvent(new ActivityEvent("claimed", tags: new() { ["queue.wait.seconds"] = wait.TotalSeconds }));
        return span;
    }

    public static void Submitted(PromptAccepted accepted) => Activity.Current?.AddEvent(
        new ActivityEvent("submitted", tags: new() { ["prompt.id"] = accepted.PromptId, ["node_errors"] = accepted.NodeErrors.Count }));

    public static void Doubted(string reason) =>
        Activity.Current?.AddEvent(new ActivityEvent("unknown", tags: new() { ["reason"] = reason }));

    public static void Started() => Activity.Current?.AddEvent(new ActivityEvent("execution started"));

    public static Activity? Download(OutputFile file) =>
        WorkerTelemetry.Source.StartActivity("download output")?.SetTag("file.name", file.Filename);

    public static void Failed(JobFailure failure) => Activity.Current?
        .SetStatus(ActivityStatusCode.Error, failure.Message)
        .SetTag("failure.class", failure.Class.ToString());
}
