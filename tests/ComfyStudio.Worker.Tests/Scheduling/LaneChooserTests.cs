using ComfyStudio.Jobs;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Scheduling;

namespace ComfyStudio.Worker.Tests.Scheduling;

public sealed class LaneChooserTests
{
    private const int Window = 32;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly LaneChooser _chooser = new(Window);

    [Fact]
    public void What_must_be_settled_here_comes_before_everything_new()
    {
        var settle = new ReadyLane("settle:here", "", new JobRequirements("here", [], []), -1, 1) { Settles = true };

        var decision = Choose(Here("a"), [Lane("ann", "a", score: 1), settle]);

        Assert.Equal("settle:here", Taken(decision).Lane.Key);
    }

    [Fact]
    public void The_owner_who_was_served_least_recently_has_the_turn()
    {
        var decision = Choose(Here(), [Lane("ann", "a", score: 1, turn: 7), Lane("bob", "b", score: 100, turn: 3)]);

        Assert.Equal("bob", Taken(decision).Lane.Owner);
        Assert.Null(Taken(decision).Overtakes);
    }

    [Fact]
    public void Owners_who_were_never_served_come_by_age() =>
        Assert.Equal("ann", Taken(Choose(Here(), [Lane("bob", "b", score: 2), Lane("ann", "a", score: 1)])).Lane.Owner);

    [Fact]
    public void Priority_counts_among_the_jobs_of_one_owner_and_not_against_others()
    {
        var decision = Choose(Here(), [Lane("ann", "a", tier: 0, turn: 7), Lane("bob", "b", tier: 5, score: 1, turn: 3), Lane("bob", "c", tier: 2, score: 9, turn: 3)]);

        Assert.Equal("bob/c", Taken(decision).Lane.Key);
    }

    [Fact]
    public void A_lane_whose_models_are_loaded_goes_before_also_another_owners()
    {
        var decision = Choose(Here("a"), [Lane("ann", "a", turn: 7), Lane("bob", "b", turn: 3)]);

        Assert.Equal("ann/a", Taken(decision).Lane.Key);
        Assert.Equal("bob/b", Taken(decision).Overtakes);
    }

    [Fact]
    public void A_job_is_passed_over_only_so_often()
    {
        var decision = Choose(Here("a"), [Lane("ann", "a", turn: 7), Lane("bob", "b", turn: 3) with { Overtaken = Window }]);

        Assert.Equal("bob/b", Taken(decision).Lane.Key);
    }

    [Fact]
    public void It_is_passed_over_less_often_when_loading_costs_little_against_a_run()
    {
        var history = History([.. Runs("a", warm: 10, cold: 11), .. Runs("b", warm: 10, cold: 11)]);
        var ann = Lane("ann", "a", turn: 7);

        var once = Choose(Here("a"), [ann, Lane("bob", "b", turn: 3) with { Overtaken = 1 }], history: history);
        var twice = Choose(Here("a"), [ann, Lane("bob", "b", turn: 3) with { Overtaken = 2 }], history: history);

        Assert.Equal("ann/a", Taken(once).Lane.Key);
        Assert.Equal("bob/b", Taken(twice).Lane.Key);
    }

    [Fact]
    public void A_better_tier_of_the_same_owner_is_not_passed_over()
    {
        var decision = Choose(Here("a"), [Lane("bob", "a", tier: 5, turn: 3), Lane("bob", "b", tier: 2, turn: 3)]);

        Assert.Equal("bob/b", Taken(decision).Lane.Key);
    }

    [Fact]
    public void Nor_by_way_of_a_third()
    {
        var decision = Choose(Here("a"), [Lane("ann", "c", turn: 1), Lane("bob", "a", tier: 5, turn: 3), Lane("bob", "b", tier: 2, turn: 3)]);

        Assert.Equal("ann/c", Taken(decision).Lane.Key);
    }

    [Fact]
    public void What_the_engine_cannot_do_is_no_concern_of_its()
    {
        var pinned = Lane("ann", "a") with { Requirements = new JobRequirements("elsewhere", [], []) };

        var decision = Choose(Here("a"), [Lane("ann", "unknown"), pinned]);

        Assert.IsType<LaneDecision.Wait>(decision);
        Assert.Empty(decision.Left);
    }

    [Fact]
    public void A_job_for_a_tag_is_for_engines_that_have_it()
    {
        var tagged = Lane("ann", "a") with { Requirements = new JobRequirements(null, [], [], Tag: "large") };

        Assert.IsType<LaneDecision.Wait>(Choose(Here(), [tagged]));
        Assert.IsType<LaneDecision.Take>(Choose(Here() with { Tags = ["large"] }, [tagged]));
    }

    [Fact]
    public void A_job_is_left_to_an_idle_engine_that_has_its_models()
    {
        var decision = Choose(Here(), [Lane("ann", "a")], [Other("a")]);

        Assert.Contains("leaves", decision.Reason, StringComparison.Ordinal);
        Assert.Equal("There", Assert.Single(decision.Left).To);
    }

    [Fact]
    public void It_is_not_when_waiting_there_takes_longer_than_loading_here()
    {
        var busy = Other("a") with { IsIdle = false, Backlog = TimeSpan.FromSeconds(30) };

        Assert.Equal("ann/a", Taken(Choose(Here(), [Lane("ann", "a")], [busy])).Lane.Key);
    }

    [Fact]
    public void A_batch_spreads_when_loading_is_cheaper_than_waiting_for_the_last_of_it()
    {
        var history = History(Runs("a", warm: 5, cold: 8));

        Assert.IsType<LaneDecision.Wait>(Choose(Here(), [Lane("ann", "a", count: 1)], [Other("a")], history));
        Assert.IsType<LaneDecision.Take>(Choose(Here(), [Lane("ann", "a", count: 2)], [Other("a")], history));
    }

    [Fact]
    public void A_place_behind_a_running_job_is_not_for_what_an_idle_engine_would_do_sooner()
    {
        var busy = Here("a") with { IsIdle = false, Backlog = TimeSpan.FromSeconds(20) };

        Assert.IsType<LaneDecision.Wait>(Choose(busy, [Lane("ann", "a")], [Other()]));
        Assert.IsType<LaneDecision.Take>(Choose(busy, [Lane("ann", "a", count: 4)], [Other()]));
    }

    [Fact]
    public void Short_jobs_are_taken_by_whoever_comes_first()
    {
        var history = History(Runs("a", warm: 0.1, cold: 0.3));

        Assert.IsType<LaneDecision.Take>(Choose(Here(), [Lane("ann", "a")], [Other("a")], history));
    }

    [Fact]
    public void A_job_is_left_to_a_much_faster_engine()
    {
        var history = new RunHistory([new EngineRuns("here", 1, Runs("a", warm: 40, cold: 44)), new EngineRuns("there", 8, [])]);

        var decision = Choose(Here("a"), [Lane("ann", "a")], [Other()], history);

        Assert.Equal("There", Assert.Single(decision.Left).To);
    }

    [Fact]
    public void What_failed_here_is_left_to_others_that_can_do_it()
    {
        var avoiding = Lane("ann", "a") with { AvoidEngineId = "here" };

        Assert.IsType<LaneDecision.Wait>(Choose(Here("a"), [avoiding], [Other() with { IsIdle = false, Backlog = TimeSpan.FromSeconds(9) }]));
        Assert.IsType<LaneDecision.Take>(new LaneChooser(Window).Choose(At(Now, Here("a"), [avoiding], [], RunHistory.Empty)));
    }

    [Fact]
    public void What_is_left_and_not_taken_is_not_left_for_ever()
    {
        Assert.IsType<LaneDecision.Wait>(_chooser.Choose(At(Now, Here(), [Lane("ann", "a")], [Other("a")], RunHistory.Empty)));
        Assert.IsType<LaneDecision.Wait>(_chooser.Choose(At(Now.AddSeconds(5), Here(), [Lane("ann", "a")], [Other("a")], RunHistory.Empty)));
        Assert.IsType<LaneDecision.Take>(_chooser.Choose(At(Now.AddMinutes(1), Here(), [Lane("ann", "a")], [Other("a")], RunHistory.Empty)));
    }

    [Fact]
    public void An_engine_that_leaves_one_lane_takes_another_and_says_whom_it_passed_over()
    {
        var decision = Choose(Here(), [Lane("ann", "a", turn: 1), Lane("bob", "b", turn: 2)], [Other("a")]);

        Assert.Equal("bob/b", Taken(decision).Lane.Key);
        Assert.Equal("ann/a", Taken(decision).Overtakes);
        Assert.Equal("ann/a", Assert.Single(decision.Left).Lane.Key);
    }

    [Fact]
    public void A_job_that_was_passed_over_too_often_is_not_left_to_others_either()
    {
        var decision = Choose(Here(), [Lane("ann", "a") with { Overtaken = Window }], [Other("a")]);

        Assert.Equal("ann/a", Taken(decision).Lane.Key);
    }

    [Fact]
    public void A_job_for_this_engine_alone_is_never_left()
    {
        var pinned = Lane("ann", "a") with { Requirements = new JobRequirements("here", ["checkpoints/a"], []) };

        Assert.IsType<LaneDecision.Take>(Choose(Here(), [pinned], [Other("a")]));
    }

    private LaneDecision Choose(EngineStanding here, IReadOnlyList<ReadyLane> lanes, IReadOnlyList<EngineStanding>? others = null, RunHistory? history = null) =>
        _chooser.Choose(At(Now, here, lanes, others ?? [], history ?? RunHistory.Empty));

    private static Situation At(
        DateTimeOffset now, EngineStanding here, IReadOnlyList<ReadyLane> lanes, IReadOnlyList<EngineStanding> others, RunHistory history) =>
        new(here, others, lanes, history, now);

    private static LaneDecision.Take Taken(LaneDecision decision) => Assert.IsType<LaneDecision.Take>(decision);

    private static EngineStanding Here(params string[] loaded) => Engine("here", "Here", loaded);

    private static EngineStanding Other(params string[] loaded) => Engine("there", "There", loaded);

    private static EngineStanding Engine(string id, string name, string[] loaded) => new()
    {
        Id = id,
        Name = name,
        Catalog = new EngineCatalog
        {
            At = Now,
            Models = new Dictionary<string, IReadOnlyList<string>> { ["checkpoints"] = ["a", "b", "c"] },
            Samplers = [],
            Schedulers = [],
            Nodes = [],
        },
        Loaded = LoadedModels.None(kept: 1).After([.. loaded.Select(name => $"checkpoints/{name}")], Now),
        IsIdle = true,
    };

    private static ReadyLane Lane(string owner, string model, double score = 1, int tier = 5, long turn = 0, long count = 1) =>
        new($"{owner}/{model}", owner, new JobRequirements(null, [$"checkpoints/{model}"], []), (tier * (double)(1L << 40)) + score, count)
        {
            ClassKey = model,
            TemplateId = "t",
            WaitingSince = Now,
            OwnerTurn = turn,
        };

    private static RunHistory History(IReadOnlyList<RunSample> samples) => new([new EngineRuns("here", 1, samples), new EngineRuns("there", 1, samples)]);

    private static IReadOnlyList<RunSample> Runs(string model, double warm, double cold) =>
        [new RunSample("t", model, true, warm, Now), new RunSample("t", model, false, cold, Now)];
}
