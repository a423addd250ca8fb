using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Dispatching;

public sealed class ClassChooserTests
{
    private const double Priority = 1L << 40;

    private readonly ClassChooser _chooser = new(warmWindow: 32);
    private readonly EngineCatalog _catalog = TestJobs.Catalog("a.safetensors", "b.safetensors");

    [Fact]
    public void Models_that_ran_last_are_asked_for_first_and_then_everything()
    {
        _chooser.Ran(Needs("a.safetensors"));

        var tries = Choose(Waiting("b", "b.safetensors", (5 * Priority) + 1), Waiting("a", "a.safetensors", (5 * Priority) + 9));

        Assert.Equal(["a"], tries[0]);
        Assert.Equal(["b", "a"], tries[1]);
    }

    [Fact]
    public void A_higher_priority_is_not_overtaken()
    {
        _chooser.Ran(Needs("a.safetensors"));

        var tries = Choose(Waiting("b", "b.safetensors", (4 * Priority) + 100), Waiting("a", "a.safetensors", 5 * Priority));

        Assert.Equal(["b", "a"], Assert.Single(tries));
    }

    [Fact]
    public void Nobody_is_overtaken_by_more_than_the_window()
    {
        _chooser.Ran(Needs("a.safetensors"));

        var tries = Choose(Waiting("b", "b.safetensors", (5 * Priority) + 1), Waiting("a", "a.safetensors", (5 * Priority) + 34));

        Assert.Single(tries);
    }

    [Fact]
    public void What_the_engine_cannot_do_is_left_for_others()
    {
        Assert.Empty(Choose(Waiting("c", "c.safetensors", 1)));
    }

    private IReadOnlyList<IReadOnlyList<string>> Choose(params ReadyLane[] ready) => _chooser.Choose("engine-1", _catalog, ready);

    private static ReadyLane Waiting(string key, string model, double score) => new(key, "local", Needs(model), score, 1);

    private static JobRequirements Needs(string model) => new(null, [$"checkpoints/{model}"], []);
}
