namespace ComfyStudio.Jobs.Tests;

public sealed class RunHistoryTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Says_nothing_of_what_never_ran()
    {
        var history = new RunHistory([new EngineRuns("a", 1, [Run("other", "xl", 5)])]);

        Assert.Null(history.Of("a", "template", "xl", warm: true));
        Assert.Null(history.LoadSeconds("a", "template", "xl"));
    }

    [Fact]
    public void Gives_the_median_and_where_nine_of_ten_lie()
    {
        var history = new RunHistory([new EngineRuns("a", 1, [.. Enumerable.Range(0, 11).Select(seconds => Run("template", "xl", seconds))])]);

        var forecast = history.Of("a", "template", "xl", warm: true)!;

        Assert.Equal((1, 5, 9, 11), (forecast.Low, forecast.Typical, forecast.High, forecast.Samples));
    }

    [Fact]
    public void The_engines_own_runs_count_before_those_of_others()
    {
        var history = new RunHistory([new EngineRuns("a", 1, [Run("template", "xl", 5)]), new EngineRuns("b", 1, [Run("template", "xl", 9)])]);

        Assert.Equal(5, history.Of("a", "template", "xl", warm: true)?.Typical);
    }

    [Fact]
    public void The_runs_of_others_are_scaled_by_how_fast_they_are()
    {
        var history = new RunHistory([new EngineRuns("a", 2, []), new EngineRuns("b", 1, [Run("template", "xl", 9)])]);

        Assert.Equal(4.5, history.Of("a", "template", "xl", warm: true)?.Typical);
    }

    [Fact]
    public void The_same_models_elsewhere_say_more_than_other_models_here()
    {
        var history = new RunHistory([new EngineRuns("a", 1, [Run("template", "small", 2)]), new EngineRuns("b", 1, [Run("template", "xl", 9)])]);

        Assert.Equal(9, history.Of("a", "template", "xl", warm: true)?.Typical);
        Assert.Equal(2, history.Of("a", "template", "never seen", warm: true)?.Typical);
    }

    [Fact]
    public void Loading_is_what_a_cold_run_takes_longer()
    {
        var history = new RunHistory([new EngineRuns("a", 1, [Run("template", "xl", 5), Run("template", "xl", 8, warm: false)])]);

        Assert.Equal(3, history.LoadSeconds("a", "template", "xl"));
        Assert.Equal(8, history.Of("a", "template", "xl", warm: false)?.Typical);
        Assert.Equal(2, history.Of("a", "template", "xl", warm: null)?.Samples);
    }

    [Fact]
    public void A_run_with_a_tenth_to_do_is_taken_to_need_a_tenth_of_the_time()
    {
        var history = new RunHistory([new EngineRuns("a", 1, [Run("template", "xl", 20) with { Work = 10 }, Run("template", "xl", 30) with { Work = 10 }])]);

        Assert.Equal(2.5, history.Of("a", "template", "xl", warm: true, work: 1)?.Typical);
        Assert.Equal(25, history.Of("a", "template", "xl", warm: true)?.Typical);
    }

    [Fact]
    public void Runs_with_about_as_much_to_do_say_more_than_others_made_longer_or_shorter()
    {
        var history = new RunHistory([new EngineRuns("a", 1, [Run("template", "xl", 20) with { Work = 10 }, Run("template", "xl", 4) with { Work = 1 }])]);

        Assert.Equal(4, history.Of("a", "template", "xl", warm: true, work: 1.1)?.Typical);
        Assert.Equal(20, history.Of("a", "template", "xl", warm: true, work: 9)?.Typical);
    }

    [Fact]
    public void Runs_that_do_not_tell_how_much_they_had_to_do_count_as_they_were()
    {
        var history = new RunHistory([new EngineRuns("a", 1, [Run("template", "xl", 20)])]);

        Assert.Equal(20, history.Of("a", "template", "xl", warm: true, work: 1)?.Typical);
    }

    private static RunSample Run(string template, string classKey, double seconds, bool warm = true) => new(template, classKey, warm, seconds, At);
}
