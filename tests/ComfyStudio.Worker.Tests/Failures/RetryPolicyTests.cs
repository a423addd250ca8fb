using ComfyStudio.Jobs;
using ComfyStudio.Worker.Failures;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Failures;

public sealed class RetryPolicyTests
{
    private readonly RetryPolicy _policy = new(new Random(7));

    [Theory]
    [InlineData(FailureClass.Rejected)]
    [InlineData(FailureClass.NodeError)]
    public void What_would_fail_again_is_never_retried(FailureClass kind) =>
        Assert.IsType<FailureOutcome.Fail>(Decide(kind, earlier: 0));

    [Fact]
    public void Running_out_of_memory_is_retried_three_times_and_then_parked()
    {
        Assert.IsType<FailureOutcome.Retry>(Decide(FailureClass.OutOfMemory, earlier: 0));
        Assert.IsType<FailureOutcome.Retry>(Decide(FailureClass.OutOfMemory, earlier: 2));
        Assert.IsType<FailureOutcome.Park>(Decide(FailureClass.OutOfMemory, earlier: 3));
    }

    [Fact]
    public void An_engine_that_ran_out_of_memory_twice_is_left_to_others()
    {
        var near = new JobFailure(FailureClass.OutOfMemory, "full") { EngineId = "near" };
        var again = TestJobs.Job() with { Failures = [near] };

        Assert.False(Retry(_policy.Decide(near, TestJobs.Job(), engineDied: false)).AvoidEngine);
        Assert.True(Retry(_policy.Decide(near, again, engineDied: false)).AvoidEngine);
        Assert.False(Retry(_policy.Decide(near with { EngineId = "far" }, again, engineDied: false)).AvoidEngine);
    }

    [Fact]
    public void Earlier_failures_of_another_class_do_not_count()
    {
        var job = TestJobs.Job() with { Failures = [new(FailureClass.OutOfMemory, "a"), new(FailureClass.OutOfMemory, "b")] };

        Assert.IsType<FailureOutcome.Retry>(_policy.Decide(new JobFailure(FailureClass.OutputMissing, "c"), job, engineDied: false));
    }

    [Fact]
    public void A_job_whose_engine_died_twice_under_it_is_parked()
    {
        var once = TestJobs.Job();
        var twice = once with { EngineDeaths = 1 };
        var gone = new JobFailure(FailureClass.EngineGone, "gone");

        Assert.True(Assert.IsType<FailureOutcome.Retry>(_policy.Decide(gone, once, engineDied: true)).EngineDied);
        Assert.True(Assert.IsType<FailureOutcome.Park>(_policy.Decide(gone, twice, engineDied: true)).EngineDied);
        Assert.IsType<FailureOutcome.Retry>(_policy.Decide(gone, twice, engineDied: false));
    }

    [Fact]
    public void Delays_double_and_stray_by_a_quarter_at_most()
    {
        var delays = Enumerable.Range(0, 6).Select(earlier => Delay(Decide(FailureClass.EngineGone, earlier))).ToList();

        foreach (var (earlier, delay) in delays.Index())
        {
            var full = 500 * Math.Pow(2, earlier);
            Assert.InRange(delay.TotalMilliseconds, full * 0.75, full);
        }
    }

    private FailureOutcome Decide(FailureClass kind, int earlier) => _policy.Decide(
        new JobFailure(kind, "again"),
        TestJobs.Job() with { Failures = [.. Enumerable.Repeat(new JobFailure(kind, "before"), earlier)] },
        engineDied: false);

    private static FailureOutcome.Retry Retry(FailureOutcome outcome) => Assert.IsType<FailureOutcome.Retry>(outcome);

    private static TimeSpan Delay(FailureOutcome outcome) => Retry(outcome).Delay;
}
