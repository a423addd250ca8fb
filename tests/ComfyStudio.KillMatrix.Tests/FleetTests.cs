using ComfyStudio.Jobs;
using ComfyStudio.KillMatrix.Tests.Studio;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

/// <summary>More than one worker, more than one engine: work moves, and never twice.</summary>
public sealed class FleetTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_that_slept_over_its_lease_writes_nothing_when_it_wakes()
    {
        await using var studio = await StudioProcesses.StartAsync(Quick.Setup with { Workers = 2 }, Stop);
        var ledger = new Ledger(studio);
        var id = await new Stage(studio, ledger).BringToAsync(Moment.Collecting, Stop);
        var sleeper = await WorkerOfAsync(studio, id);

        sleeper.Freeze();
        // Its request still waits at the engine and is answered into its sleep.
        await Eventually.TrueAsync(async () => (await studio.Jobs.FindAsync(id, Stop))!.Attempt == 2, Stop);
        await studio.Engines[0].Faults.ClearAsync(Stop);
        await ledger.SettleAsync(Stop);
        var ended = (await studio.Jobs.FindAsync(id, Stop))!;
        sleeper.Thaw();
        await Eventually.TrueAsync(() => sleeper.Log.Text.Contains("belongs to another worker now", StringComparison.Ordinal), Stop);
        await ledger.SettleAsync(Stop);

        var later = (await studio.Jobs.FindAsync(id, Stop))!;
        Assert.Equal((JobState.Succeeded, ended.Attempt, ended.WorkerId), (later.State, later.Attempt, later.WorkerId));
        Assert.Single(studio.Engines[0].FilesOf(id));
    }

    [Fact]
    public async Task A_dead_workers_jobs_go_on_with_the_other_one()
    {
        await using var studio = await StudioProcesses.StartAsync(Quick.Setup with { Workers = 2 }, Stop);
        var ledger = new Ledger(studio);
        var id = await new Stage(studio, ledger).BringToAsync(Moment.Running, Stop);

        await (await WorkerOfAsync(studio, id)).KillAsync();
        await studio.Engines[0].Faults.ClearAsync(Stop);
        await ledger.SubmitAsync(new StudioOrder { Count = 3 }, Stop);
        await ledger.SettleAsync(Stop);

        Assert.Single(studio.Engines[0].FilesOf(id));
    }

    [Fact]
    public async Task A_job_that_does_not_fit_one_engine_is_tried_there_again_with_its_memory_freed_and_then_on_another()
    {
        await using var studio = await StudioProcesses.StartAsync(Quick.Setup with { Engines = 2 }, Stop);
        var ledger = new Ledger(studio);
        await studio.Jobs.PauseAsync(new PauseScope.Engine("engine-2"), Stop);
        await studio.Engines[0].Faults.SetAsync(new FaultPlan { Nodes = [new NodeFault("KSampler", NodeFaultKind.OutOfMemory) { Times = 0 }] }, Stop);

        var id = (await ledger.SubmitAsync(new StudioOrder(), Stop))[0];
        await Eventually.TrueAsync(async () => (await studio.Jobs.FindAsync(id, Stop))!.Failures.Count == 1, Stop);
        await studio.Jobs.ResumeAsync(new PauseScope.Engine("engine-2"), Stop);
        await ledger.SettleAsync(Stop);

        var job = (await studio.Jobs.FindAsync(id, Stop))!;
        Assert.Equal((JobState.Succeeded, "engine-2"), (job.State, job.EngineId));
        Assert.All(job.Failures, failure => Assert.Equal((FailureClass.OutOfMemory, "engine-1"), (failure.Class, failure.EngineId)));
        Assert.InRange(job.Failures.Count, 1, 2);
    }

    /// <summary>The one that follows it.</summary>
    private static async Task<StudioProgram> WorkerOfAsync(StudioProcesses studio, JobId id)
    {
        var worker = (await studio.Jobs.FindAsync(id, Stop))!.WorkerId!;
        return studio.Workers.Single(program => worker.Contains($"-{program.ProcessId}-", StringComparison.Ordinal));
    }
}
