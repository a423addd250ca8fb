using ComfyStudio.Jobs;
using ComfyStudio.KillMatrix.Tests.Studio;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

/// <summary>Engines that die, with all they knew: only their files outlive them.</summary>
public sealed class EngineDeathTests(SharedStudio shared) : IClassFixture<SharedStudio>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_picture_that_was_finished_when_its_engine_died_is_found_by_its_name_and_not_rendered_again() => shared.UseAsync(async (studio, ledger) =>
    {
        var engine = studio.Engines[0];
        var before = (await engine.Faults.GetStateAsync(Stop)).Finished;
        await engine.Faults.SetAsync(new FaultPlan { SilentSockets = true, HoldRequests = ["/api/jobs/"] }, Stop);
        var id = (await ledger.SubmitAsync(new StudioOrder { Seed = null }, Stop))[0];
        await Eventually.TrueAsync(async () => (await engine.Faults.GetStateAsync(Stop)).Finished > before, Stop);

        await engine.Program.RestartAsync(Stop);
        await ledger.SettleAsync(Stop);

        var job = (await studio.Jobs.FindAsync(id, Stop))!;
        Assert.Equal((JobState.Succeeded, 0), (job.State, job.EngineDeaths));
        Assert.Empty(job.Failures);
        Assert.Single(engine.FilesOf(id));
        Assert.Equal(0, (await engine.Faults.GetStateAsync(Stop)).Finished);
    });

    [Fact]
    public Task A_picture_waits_for_an_engine_that_stays_away_before_it_was_fetched() => shared.UseAsync(async (studio, ledger) =>
    {
        var engine = studio.Engines[0];
        var id = await new Stage(studio, ledger).BringToAsync(Moment.Collecting, Stop);

        await engine.Program.KillAsync();
        await Eventually.TrueAsync(async () => (await studio.Jobs.FindAsync(id, Stop))!.State is JobState.Unknown, Stop);
        await engine.Program.StartAsync(Stop);
        await ledger.SettleAsync(Stop);

        Assert.Empty((await studio.Jobs.FindAsync(id, Stop))!.Failures);
        Assert.Single(engine.FilesOf(id));
    });

    [Fact]
    public Task A_file_that_the_dying_engine_cut_off_is_no_picture() => shared.UseAsync(async (studio, ledger) =>
    {
        var engine = studio.Engines[0];
        var id = await new Stage(studio, ledger).BringToAsync(Moment.Running, Stop);
        var folder = Directory.CreateDirectory(engine.OutputFolderOf(id)).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "out_00001_.png"), [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], Stop);

        await engine.Program.RestartAsync(Stop);
        await ledger.SettleAsync(Stop);

        var job = (await studio.Jobs.FindAsync(id, Stop))!;
        Assert.Equal((JobState.Succeeded, FailureClass.EngineGone), (job.State, Assert.Single(job.Failures).Class));
    });

    [Fact]
    public Task A_job_under_which_its_engine_died_twice_is_parked_with_the_evidence() => shared.UseAsync(async (studio, ledger) =>
    {
        var id = await new Stage(studio, ledger).BringToAsync(Moment.Running, Stop);
        // The new process knows nothing of the fault; the next run has to last until it is killed, too.
        studio.Engines[0].Program.Settings["Simulator__MillisecondsPerStep"] = "60000";

        await studio.Engines[0].Program.RestartAsync(Stop);
        await Eventually.TrueAsync(async () => await studio.Jobs.FindAsync(id, Stop) is { State: JobState.Running, EngineDeaths: 1 }, Stop);
        studio.Engines[0].Program.Settings["Simulator__MillisecondsPerStep"] = "1";
        await studio.Engines[0].Program.RestartAsync(Stop);
        await ledger.SettleAsync(Stop);

        var job = (await studio.Jobs.FindAsync(id, Stop))!;
        Assert.Equal((JobState.Parked, 2), (job.State, job.EngineDeaths));
        Assert.Equal([FailureClass.EngineGone, FailureClass.EngineGone], job.Failures.Select(failure => failure.Class));
    });
}
