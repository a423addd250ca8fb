using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Jobs;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Tests.Jobs;

public sealed class WaitReasonTests
{
    private const string Model = "checkpoints/xl.safetensors";
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_retry_says_when_and_after_what()
    {
        var job = Waiting() with { NotBefore = Now.AddSeconds(11.2), Failures = [new JobFailure(FailureClass.OutOfMemory, "The engine ran out of memory.")] };

        Assert.Equal("Retries in 12 s after: The engine ran out of memory.", Reason(job, 0, Engine("a")));
    }

    [Fact]
    public void Without_any_engine() => Assert.Equal("No engine is set up yet", Reason(Waiting(), 0));

    [Fact]
    public void With_all_engines_away() =>
        Assert.Equal("All engines are away", Reason(Waiting(), 0, Engine("a", EngineStatus.Unreachable), Engine("b", EngineStatus.Unwatched)));

    [Fact]
    public void With_the_engine_that_was_asked_for_away() =>
        Assert.Equal("Engine b is away", Reason(Waiting("b"), 0, Engine("a"), Engine("b", EngineStatus.Connecting)));

    [Fact]
    public void With_the_engine_that_was_asked_for_gone() =>
        Assert.Equal("The engine 'b' it was meant for is not set up any more", Reason(Waiting("b"), 0, Engine("a")));

    [Fact]
    public void Without_the_checkpoint_anywhere() =>
        Assert.Equal("No engine has the checkpoint xl.safetensors", Reason(Waiting(), 0, Engine("a", models: ["other.safetensors"])));

    [Fact]
    public void With_the_checkpoint_on_an_engine_that_is_away() => Assert.Equal(
        "Only Engine b has the checkpoint xl.safetensors, which is away",
        Reason(Waiting(), 0, Engine("a", models: ["other.safetensors"]), Engine("b", EngineStatus.Unreachable, models: ["xl.safetensors"])));

    [Fact]
    public void Without_a_node_anywhere() =>
        Assert.Equal("No engine has the node 'KSampler'", Reason(Waiting(), 0, Engine("a", models: ["xl.safetensors"], nodes: [])));

    [Fact]
    public void With_the_parts_spread_over_engines() => Assert.Equal(
        "No single engine has everything it needs",
        Reason(Waiting(), 0, Engine("a", models: ["xl.safetensors"], nodes: []), Engine("b", models: ["other.safetensors"])));

    [Theory]
    [InlineData(0, "Next in line")]
    [InlineData(1, "Waits behind 1 job")]
    [InlineData(3, "Waits behind 3 jobs")]
    public void Behind_others(long position, string reason) => Assert.Equal(reason, Reason(Waiting(), position, Engine("a", models: ["xl.safetensors"])));

    [Fact]
    public void An_engine_that_has_not_told_what_it_has_is_given_the_benefit_of_the_doubt() =>
        Assert.Equal("Next in line", Reason(Waiting(), 0, Engine("a")));

    [Fact]
    public void With_the_queue_paused() => Assert.Equal("The queue is paused", Reason(Waiting(), 0, Paused, Engine("a")));

    [Fact]
    public void With_its_generation_paused() => Assert.Equal("Its generation is paused", Reason(Waiting() with { Held = true }, 0, Engine("a")));

    [Fact]
    public void With_the_only_engine_paused() =>
        Assert.Equal("Engine a is paused", Reason(Waiting(), 0, Engine("a", mode: EngineMode.Paused)));

    [Fact]
    public void With_the_only_engine_drained() =>
        Assert.Equal("Engine a takes no new jobs: it is being drained", Reason(Waiting(), 0, Engine("a", mode: EngineMode.Draining)));

    [Fact]
    public void With_one_of_two_engines_paused() =>
        Assert.Equal("Next in line", Reason(Waiting(), 0, Engine("a", mode: EngineMode.Paused), Engine("b")));

    [Fact]
    public void With_all_engines_paused() => Assert.Equal(
        "All engines that could take it are paused", Reason(Waiting(), 0, Engine("a", mode: EngineMode.Paused), Engine("b", mode: EngineMode.Paused)));

    [Fact]
    public void Without_an_engine_of_its_tag()
    {
        var job = Waiting();
        var tagged = job with { Spec = job.Spec with { Requirements = job.Spec.Requirements with { Tag = "large" } } };

        Assert.Equal("No engine has the tag 'large'", Reason(tagged, 0, Engine("a")));
    }

    [Fact]
    public void Left_to_an_engine_that_is_expected_to_be_done_sooner()
    {
        var job = Waiting();
        var idle = Engine("a");
        var left = new LeftWork(job.Spec.Requirements.ClassKey(), "local", "Engine b", "Engine b has its models loaded and is done in about 4 s, here it would be 9 s");
        var leaving = idle with { Snapshot = idle.Snapshot with { Left = [left] } };

        Assert.StartsWith("Left to Engine b: Engine b has its models loaded", Reason(job, 0, leaving, Engine("b")), StringComparison.Ordinal);
    }

    private static readonly Pauses NoPauses = new(false, [], new Dictionary<string, EngineMode>());
    private static readonly Pauses Paused = NoPauses with { Everything = true };

    private static string Reason(Job job, long position, params FleetEngine[] engines) => Reason(job, position, NoPauses, engines);

    private static string Reason(Job job, long position, Pauses pauses, params FleetEngine[] engines) => WaitReason.Of(job, position, new Moment(new Fleet(engines) { Pauses = pauses }, null, Now));

    private static FleetEngine Engine(
        string id, EngineStatus status = EngineStatus.Ready, string[]? models = null, string[]? nodes = null, EngineMode mode = EngineMode.Active) => new(
        new EngineSnapshot { Id = id, Name = $"Engine {id}", Address = "http://engine", Status = status, SeenAt = Now, Mode = mode },
        models is null
            ? null
            : new FleetCatalog(new EngineCatalog
            {
                At = Now,
                Models = new Dictionary<string, IReadOnlyList<string>> { ["checkpoints"] = models },
                Samplers = [],
                Schedulers = [],
                Nodes = nodes ?? ["KSampler"],
            }));

    private static Job Waiting(string? engine = null) => WaitingJob.Needing(new JobRequirements(engine, [Model], ["KSampler"]), Now);
}
