using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Api.Jobs.Estimating;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Tests.Jobs.Estimating;

public sealed class EstimateTests
{
    private const string Xl = "checkpoints/xl";
    private const string Flux = "checkpoints/flux";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly Pauses NoPauses = new(false, [], new Dictionary<string, EngineMode>());

    [Fact]
    public void Without_any_past_run_it_says_nothing() =>
        Assert.Null(Estimate(Waiting(), 0, [Engine("a")], []));

    [Fact]
    public void Without_an_engine_that_takes_jobs_it_says_nothing() =>
        Assert.Null(Estimate(Waiting(), 0, [Engine("a") with { Mode = EngineMode.Paused }], Runs(Xl, warm: 5, cold: 9)));

    [Fact]
    public void The_next_job_of_an_idle_engine_starts_at_once_and_loads_its_models_first()
    {
        var estimate = Estimate(Waiting(), 0, [Engine("a")], Runs(Xl, warm: 5, cold: 9))!;

        Assert.Equal((0, 9, false, "a"), (estimate.WaitSeconds!.Typical, estimate.RunSeconds!.Typical, estimate.Warm, estimate.Engine!.Id));
    }

    [Fact]
    public void It_would_get_the_engine_that_has_its_models()
    {
        var estimate = Estimate(Waiting(), 0, [Engine("a"), Engine("b", Xl)], Runs(Xl, warm: 5, cold: 9))!;

        Assert.Equal((5, true, "b"), (estimate.RunSeconds!.Typical, estimate.Warm, estimate.Engine!.Id));
    }

    [Fact]
    public void Unless_that_one_is_busy_for_longer_than_loading_takes()
    {
        var busy = Engine("b", Xl) with { Backlog = TimeSpan.FromSeconds(20) };

        var estimate = Estimate(Waiting(), 0, [Engine("a"), busy], Runs(Xl, warm: 5, cold: 9))!;

        Assert.Equal((false, "a"), (estimate.Warm, estimate.Engine!.Id));
    }

    [Fact]
    public void It_waits_for_what_the_engine_holds_and_for_what_lies_before_it()
    {
        var busy = Engine("a", Xl) with { Backlog = TimeSpan.FromSeconds(3) };

        var estimate = Estimate(Waiting(), 10, [busy], [Run(Xl, 5)], Lane(Xl, 11))!;

        Assert.Equal(53, estimate.WaitSeconds!.Typical);
        Assert.Equal((5, true), (estimate.RunSeconds!.Typical, estimate.Warm));
    }

    [Fact]
    public void Two_engines_share_what_lies_before_it()
    {
        var estimate = Estimate(Waiting(), 10, [Engine("a", Xl), Engine("b", Xl) with { Backlog = TimeSpan.FromSeconds(10) }], [Run(Xl, 5)], Lane(Xl, 11))!;

        Assert.Equal(30, estimate.WaitSeconds!.Typical);
    }

    [Fact]
    public void What_another_engine_does_is_not_in_its_way()
    {
        var elsewhere = Lane(Flux, 50) with { Requirements = new JobRequirements("b", [Flux], []) };

        var estimate = Estimate(Waiting("a"), 50, [Engine("a", Xl), Engine("b", Flux)], [Run(Xl, 5), Run(Flux, 60)], elsewhere)!;

        Assert.Equal(0, estimate.WaitSeconds!.Typical);
    }

    [Fact]
    public void The_wait_is_unknown_while_something_before_it_never_ran()
    {
        var estimate = Estimate(Waiting(), 10, [Engine("a", Xl)], [Run(Xl, 5)], Lane(Xl, 1), Lane("checkpoints/new", 10, template: "new"))!;

        Assert.Null(estimate.WaitSeconds);
        Assert.Equal(5, estimate.RunSeconds!.Typical);
    }

    [Fact]
    public void Nor_is_it_known_while_an_engine_holds_what_never_ran() =>
        Assert.Null(Estimate(Waiting(), 0, [Engine("a") with { Backlog = TimeSpan.FromSeconds(10), IsBacklogGuessed = true }], [Run(Xl, 5)])!.WaitSeconds);

    [Fact]
    public void Far_back_in_a_mixed_line_nobody_knows_what_will_be_loaded()
    {
        var estimate = Estimate(Waiting(), 20, [Engine("a", Xl)], [Run(Xl, 5), Run(Xl, 9, warm: false), Run(Flux, 20)], Lane(Xl, 11), Lane(Flux, 10))!;

        Assert.Null(estimate.Warm);
        Assert.Equal((7, 2), (estimate.RunSeconds!.Typical, estimate.Samples));
    }

    [Fact]
    public void Runs_that_differ_make_the_range_wider_the_more_of_them_lie_before()
    {
        RunSample[] runs = [.. Enumerable.Range(1, 9).Select(seconds => Run(Xl, seconds))];

        var soon = Estimate(Waiting(), 1, [Engine("a", Xl)], runs, Lane(Xl, 101))!.WaitSeconds!;
        var late = Estimate(Waiting(), 100, [Engine("a", Xl)], runs, Lane(Xl, 101))!.WaitSeconds!;

        Assert.Equal((5, 500), (soon.Typical, late.Typical));
        Assert.InRange(late.High - late.Low, (soon.High - soon.Low) * 2, 200);
    }

    [Fact]
    public void A_job_that_others_may_go_before_says_so_in_its_range()
    {
        var estimate = Estimate(Waiting(), 0, [Engine("a", Flux)], [Run(Xl, 5), Run(Flux, 10)], Lane(Xl, 1), Lane(Flux, 40))!;

        Assert.Equal(0, estimate.WaitSeconds!.Typical);
        Assert.InRange(estimate.WaitSeconds.High, 200, 400);
    }

    [Fact]
    public void A_retry_does_not_start_before_its_time()
    {
        var estimate = Estimate(Waiting() with { NotBefore = Now.AddSeconds(30) }, 0, [Engine("a", Xl)], [Run(Xl, 5)])!;

        Assert.Equal(30, estimate.WaitSeconds!.Typical);
    }

    [Fact]
    public void What_is_paused_has_no_end_of_its_wait()
    {
        var held = Estimate(Waiting() with { Held = true }, 0, [Engine("a", Xl)], [Run(Xl, 5)])!;

        Assert.Null(held.WaitSeconds);
        Assert.Equal(5, held.RunSeconds!.Typical);
    }

    [Fact]
    public void A_running_job_has_left_what_such_runs_take_longer_than_it_ran() =>
        Assert.Equal(6, Estimate(Running(since: 4), null, [Engine("a")], [Run(Xl, 10)])!.RunSeconds!.Typical);

    [Fact]
    public void The_further_it_is_the_more_its_own_pace_counts()
    {
        // By past runs 2 seconds, by its own pace 8.
        Assert.Equal(5, EstimateAt(0.5, Running(since: 8), null, [Engine("a")], [Run(Xl, 10)])!.RunSeconds!.Typical);
    }

    [Fact]
    public void One_that_runs_longer_than_any_before_says_only_what_its_pace_tells()
    {
        Assert.Null(Estimate(Running(since: 30), null, [Engine("a")], [Run(Xl, 10)]));
        Assert.Equal(10, EstimateAt(0.75, Running(since: 30), null, [Engine("a")], [Run(Xl, 10)])!.RunSeconds!.Typical);
    }

    [Fact]
    public void A_job_that_waits_on_its_engine_starts_when_the_one_before_ends()
    {
        var next = Running(since: 0) with { State = JobState.Submitted, StartedAt = null };

        var estimate = Estimate(next, null, [Engine("a") with { Backlog = TimeSpan.FromSeconds(14) }], [Run(Xl, 10)])!;

        Assert.Equal((4, 10), (estimate.WaitSeconds!.Typical, estimate.RunSeconds!.Typical));
    }

    private static EstimateView? Estimate(
        Job job, long? position, IReadOnlyList<EngineSnapshot> engines, IReadOnlyList<RunSample> samples, params ReadyLane[] lanes) =>
        EstimateAt(0, job, position, engines, samples, lanes);

    private static EstimateView? EstimateAt(
        double fraction, Job job, long? position, IReadOnlyList<EngineSnapshot> engines, IReadOnlyList<RunSample> samples, params ReadyLane[] lanes)
    {
        var fleet = new Fleet([.. engines.Select(engine => new FleetEngine(engine, null))]);
        var history = new RunHistory([.. engines.Select(engine => new EngineRuns(engine.Id, 1, samples))]);
        return new Estimates(new QueueForecast(fleet, lanes, history), history, fleet).Of(job, position, new Moment(fleet, null, Now), fraction);
    }

    private static EngineSnapshot Engine(string id, params string[] loaded) => new()
    {
        Id = id,
        Name = $"Engine {id}",
        Address = "http://engine",
        Status = EngineStatus.Ready,
        SeenAt = Now,
        Models = [.. loaded.Select(model => new LoadedModel(model, Now))],
    };

    private static JobRequirements Needs(string model, string? engine = null) => new(engine, [model], []);

    private static ReadyLane Lane(string model, long count, string template = "t") =>
        new($"{model}|", "local", Needs(model), 1, count) { ClassKey = Needs(model).ClassKey(), TemplateId = template };

    private static RunSample Run(string model, double seconds, bool warm = true) => new("t", Needs(model).ClassKey(), warm, seconds, Now);

    private static IReadOnlyList<RunSample> Runs(string model, double warm, double cold) => [Run(model, warm), Run(model, cold, warm: false)];

    private static Job Running(int since) => Waiting() with { State = JobState.Running, EngineId = "a", StartedAt = Now.AddSeconds(-since) };

    private static Job Waiting(string? engine = null) => WaitingJob.Needing(Needs(Xl, engine), Now);
}
