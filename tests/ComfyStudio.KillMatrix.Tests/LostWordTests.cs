using ComfyStudio.Jobs;
using ComfyStudio.KillMatrix.Tests.Studio;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

/// <summary>Everybody lives, and what they say to each other gets lost, comes twice or too late.</summary>
public sealed class LostWordTests(SharedStudio shared) : IClassFixture<SharedStudio>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task An_answer_dropped_after_the_engine_accepted_leads_to_one_rendering() => shared.UseAsync(async (studio, ledger) =>
    {
        await studio.Engines[0].Faults.SetAsync(new FaultPlan { DropAnswersAfterAcceptance = 1 }, Stop);

        var id = await OneAsync(ledger);
        await ledger.SettleAsync(Stop);

        Assert.Single(studio.Engines[0].FilesOf(id));
        Assert.Empty((await studio.Jobs.FindAsync(id, Stop))!.Failures);
    });

    [Fact]
    public Task A_socket_cut_while_a_job_runs_costs_nothing() => shared.UseAsync(async (studio, ledger) =>
    {
        var id = await new Stage(studio, ledger).BringToAsync(Moment.Running, Stop);

        await studio.Engines[0].Faults.CutSocketsAsync(Stop);
        await studio.Engines[0].Faults.ClearAsync(Stop);
        await ledger.SettleAsync(Stop);

        Assert.Single(studio.Engines[0].FilesOf(id));
        Assert.Equal((JobState.Succeeded, 1), await EndOfAsync(studio, id));
    });

    [Fact]
    public Task A_socket_that_is_open_and_silent_costs_nothing() => shared.UseAsync(async (studio, ledger) =>
    {
        await studio.Engines[0].Faults.SetAsync(new FaultPlan { SilentSockets = true }, Stop);

        var id = await OneAsync(ledger);
        await ledger.SettleAsync(Stop);
        await studio.Engines[0].Faults.ClearAsync(Stop);

        Assert.Single(studio.Engines[0].FilesOf(id));
        Assert.Equal((JobState.Succeeded, 1), await EndOfAsync(studio, id));
    });

    [Fact]
    public Task Two_equal_jobs_are_two_pictures() => shared.UseAsync(async (studio, ledger) =>
    {
        var order = new StudioOrder { Prompt = "a red door", Seed = 7 };

        JobId[] both = [.. await ledger.SubmitAsync(order, Stop), .. await ledger.SubmitAsync(order, Stop)];
        await ledger.SettleAsync(Stop);

        foreach (var id in both)
            Assert.Equal((JobState.Succeeded, 1), await EndOfAsync(studio, id));
    });

    [Fact]
    public Task The_same_idempotency_key_asks_once_however_often_and_at_once() => shared.UseAsync(async (studio, ledger) =>
    {
        var order = new StudioOrder { Count = 3, IdempotencyKey = $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ledger.SubmitAsync(order, Stop)));
        await studio.Api.RestartAsync(Stop);
        var later = await ledger.SubmitAsync(order, Stop);
        await ledger.SettleAsync(Stop);

        Assert.All(answers, answer => Assert.Equal(later, answer));
    });

    [Fact]
    public Task A_cancel_at_the_moment_of_the_engines_death_ends_the_job_once() => shared.UseAsync(async (studio, ledger) =>
    {
        var id = await new Stage(studio, ledger).BringToAsync(Moment.Running, Stop);

        await studio.Engines[0].Program.KillAsync();
        ledger.Cancel(id);
        Assert.True(await studio.Client.CancelAsync(id, Stop));
        await Eventually.TrueAsync(async () => (await studio.Jobs.FindAsync(id, Stop))!.State is JobState.Cancelled, Stop);
        await studio.Engines[0].Program.StartAsync(Stop);

        await ledger.SettleAsync(Stop);
        await studio.UntilEnginesReadyAsync(Stop);
    });

    private static async Task<JobId> OneAsync(Ledger ledger) => (await ledger.SubmitAsync(new StudioOrder { Seed = null }, Stop))[0];

    private static async Task<(JobState State, int Attempt)> EndOfAsync(StudioProcesses studio, JobId id)
    {
        var job = (await studio.Jobs.FindAsync(id, Stop))!;
        return (job.State, job.Attempt);
    }
}
