using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;

namespace ComfyStudio.Worker.Tests.Engines;

public sealed class EngineHoldingsTests
{
    private const string First = "checkpoints/first.safetensors";
    private const string Second = "checkpoints/second.safetensors";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    private readonly EngineHoldings _holdings = new();

    [Fact]
    public void A_run_is_warm_when_the_one_before_used_the_same_models()
    {
        Assert.False(_holdings.Started(Job(), [First], Now));
        Assert.True(_holdings.Started(Job(), [First], Now));
        Assert.False(_holdings.Started(Job(), [Second], Now));
        Assert.False(_holdings.Started(Job(), [First], Now));
    }

    [Fact]
    public void What_is_light_to_load_makes_no_run_cold()
    {
        _holdings.Started(Job(), [First], Now);

        Assert.True(_holdings.Started(Job(), [First, "loras/ink.safetensors", "vae/fine.safetensors"], Now));
    }

    [Fact]
    public void A_job_without_models_leaves_what_is_loaded()
    {
        _holdings.Started(Job(), [First], Now);
        Assert.True(_holdings.Started(Job(), [], Now));

        Assert.True(_holdings.Started(Job(), [First], Now));
    }

    [Fact]
    public void Jobs_that_are_held_count_for_what_comes_after_them_and_not_for_what_is_loaded_now()
    {
        _holdings.Started(Job(), [First], Now);
        _holdings.Claimed(Job(), [Second], Ten, isGuess: false);

        Assert.Equal(First, Assert.Single(_holdings.Loaded.All).Name);
        Assert.True(_holdings.Planned.Hold([Second]));
        Assert.False(_holdings.Planned.Hold([First]));
    }

    [Fact]
    public void A_restart_leaves_nothing_loaded()
    {
        _holdings.Started(Job(), [First], Now);

        _holdings.ForgetModels();

        Assert.False(_holdings.Started(Job(), [First], Now));
    }

    [Fact]
    public void The_backlog_is_the_rest_of_what_runs_and_all_of_what_waits()
    {
        var running = Job();
        _holdings.Claimed(running, [First], Ten, isGuess: false);
        _holdings.Claimed(Job(), [First], Ten, isGuess: false);
        _holdings.Started(running, [First], Now);

        Assert.Equal(16, _holdings.BacklogAt(Now.AddSeconds(4)).TotalSeconds, precision: 3);
    }

    [Fact]
    public void What_takes_longer_than_expected_may_end_at_any_moment()
    {
        var running = Job();
        _holdings.Claimed(running, [First], Ten, isGuess: false);
        _holdings.Started(running, [First], Now);

        Assert.Equal(1, _holdings.BacklogAt(Now.AddMinutes(1)).TotalSeconds, precision: 3);

        _holdings.Left(running);
        Assert.Equal(TimeSpan.Zero, _holdings.BacklogAt(Now));
        Assert.True(_holdings.IsEmpty);
    }

    [Fact]
    public void One_guess_among_what_it_holds_makes_the_backlog_a_guess()
    {
        var unknown = Job();
        _holdings.Claimed(Job(), [First], Ten, isGuess: false);
        _holdings.Claimed(unknown, [First], Ten, isGuess: true);
        Assert.True(_holdings.IsBacklogGuessed);

        _holdings.Left(unknown);
        Assert.False(_holdings.IsBacklogGuessed);
    }

    private static JobId Job() => JobId.New(TimeProvider.System);
}
