using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Tests.Engines;

public sealed class KnownEnginesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly Pauses Nothing = new(false, [], new Dictionary<string, EngineMode>());

    private static readonly StudioEngine Attic = new() { Id = "attic", Name = "Attic", Address = "http://10.0.0.7:8188", AddedAt = Now };

    private static readonly EngineSnapshot Told = new()
    {
        Id = "attic",
        Name = "Attic",
        Address = "http://10.0.0.7:8188",
        Status = EngineStatus.Ready,
        SeenAt = Now,
        FromStudio = true,
        Problem = "So so.",
    };

    [Fact]
    public void What_was_edited_shows_before_its_worker_tells_so()
    {
        var engine = Assert.Single(KnownEngines.Of([Told], [Attic with { Name = "Loft", Tags = ["fast"], Weight = 3 }], Nothing, Now));

        Assert.Equal(("Loft", 3, EngineStatus.Ready), (engine.Name, engine.Weight, engine.Status));
        Assert.Equal(["fast"], engine.Tags);
    }

    [Fact]
    public void What_was_found_at_the_old_address_says_nothing_of_the_new_one()
    {
        var engine = Assert.Single(KnownEngines.Of([Told], [Attic with { Address = "http://10.0.0.8:8188" }], Nothing, Now));

        Assert.Equal((EngineStatus.Connecting, null), (engine.Status, engine.Problem));
    }

    [Fact]
    public void An_engine_that_no_worker_takes_says_so_after_a_while()
    {
        Assert.Equal(EngineStatus.Connecting, Assert.Single(KnownEngines.Of([], [Attic], Nothing, Now)).Status);

        var later = Assert.Single(KnownEngines.Of([], [Attic], Nothing, Now.AddMinutes(1)));

        Assert.Equal(EngineStatus.Unwatched, later.Status);
        Assert.Contains("Start ComfyStudio.Worker", later.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_engine_is_not_shown_though_its_worker_still_speaks_of_it()
    {
        Assert.Empty(KnownEngines.Of([Told], [], Nothing, Now));
        Assert.Empty(KnownEngines.Of([Told], [Attic with { LeavesAt = Now.AddSeconds(5) }], Nothing, Now));
        Assert.Single(KnownEngines.Of([Told with { FromStudio = false }], [], Nothing, Now));
    }

    [Fact]
    public void A_pause_shows_before_the_worker_heeds_it()
    {
        var pauses = Nothing with { Engines = new Dictionary<string, EngineMode> { ["attic"] = EngineMode.Draining } };

        Assert.Equal(EngineMode.Draining, Assert.Single(KnownEngines.Of([Told], [Attic], pauses, Now)).Mode);
    }
}
