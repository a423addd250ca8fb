using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Running;

/// <summary>
/// A machine whose clock is set while it works. Only the worker's clock can be set here, and only from inside its process; the leases go by
/// the clock of Redis.
/// </summary>
[Trait("Category", "KillMatrix")]
public sealed class ClockJumpTests(RedisServer redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public async Task A_clock_that_is_set_while_a_job_runs_changes_nothing(int days)
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        var clock = new SettableClock();
        await using var worker = await WorkerHost.StartAsync(studio.SettingsFor(engine.Address.ToString()), clock);
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        await studio.UntilAsync(id, JobState.Running);

        clock.Set(TimeSpan.FromDays(days));
        await engine.Faults.SetSpeedAsync(1, Stop);

        var job = await studio.EndAsync(id);
        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
        Assert.Empty(job.Failures);
        Assert.Equal((JobState.Succeeded, 1), await EndOfAsync(studio, await studio.AskAsync(new JobAsked { Seed = 2 })));
        Assert.Equal(2, studio.Images.Count);
    }

    private static async Task<(JobState State, int Attempt)> EndOfAsync(Studio studio, JobId id)
    {
        var job = await studio.EndAsync(id);
        return (job.State, job.Attempt);
    }

    /// <summary>Tells another time of day from one moment on. Durations go by another clock, as in every operating system.</summary>
    private sealed class SettableClock : TimeProvider
    {
        private long _ahead;

        public void Set(TimeSpan ahead) => Interlocked.Exchange(ref _ahead, ahead.Ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));
    }
}
