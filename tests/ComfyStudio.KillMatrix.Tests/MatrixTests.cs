using ComfyStudio.Jobs;
using ComfyStudio.KillMatrix.Tests.Studio;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

/// <summary>Every program is killed once in every state that a job can be in.</summary>
public sealed class MatrixTests(SharedStudio shared) : IClassFixture<SharedStudio>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Victim, Moment> Cells()
    {
        var cells = new TheoryData<Victim, Moment>();
        foreach (var victim in Enum.GetValues<Victim>())
        {
            foreach (var moment in Enum.GetValues<Moment>())
                cells.Add(victim, moment);
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public Task A_death_at_any_moment_of_a_job_loses_nothing_and_doubles_nothing(Victim victim, Moment moment) => shared.UseAsync(async (studio, ledger) =>
    {
        var id = await new Stage(studio, ledger).BringToAsync(moment, Stop);

        await studio.KillAsync(victim);
        if (victim is not Victim.Engine)
            await GoOnAsync(studio, moment, id);
        await studio.RestartAsync(victim, Stop);
        await ledger.SettleAsync(Stop);

        Assert.Equal(JobState.Succeeded, (await studio.Jobs.FindAsync(id, Stop))!.State);
        if (victim is not Victim.Engine)
            Assert.Single(studio.Engines[0].FilesOf(id));
    });

    /// <summary>Lets the engine go on without the one that died; what it works on is finished before that one comes back.</summary>
    private static async Task GoOnAsync(StudioProcesses studio, Moment moment, JobId id)
    {
        await studio.Engines[0].Faults.ClearAsync(Stop);
        if (moment is Moment.SubmittingAccepted or Moment.Submitted or Moment.Running or Moment.Unknown)
            await Eventually.TrueAsync(() => studio.Engines[0].FilesOf(id).Count > 0, Stop);
    }
}
