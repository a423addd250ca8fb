using ComfyStudio.ComfyUI;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Worker.Running;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Running;

public sealed class GraphProgressTests
{
    private readonly GraphProgress _progress = new(ApiGraph.Parse(TestGraph.Of("job", steps: 20)));

    [Fact]
    public void Sampling_makes_up_most_of_the_way()
    {
        Walk("1", "2", "3", "4");
        _progress.Executing("5");
        var before = _progress.Current.Fraction;

        _progress.Stepped("5", 20, 20);

        Assert.InRange(before, 0.05, 0.25);
        Assert.InRange(_progress.Current.Fraction, 0.85, 0.95);
    }

    [Fact]
    public void Half_of_the_steps_are_about_half_of_the_way()
    {
        Walk("1", "2", "3", "4");

        _progress.Stepped("5", 10, 20);

        Assert.InRange(_progress.Current.Fraction, 0.4, 0.6);
        Assert.Equal(("5", "KSampler", 10d, 20d), (_progress.Current.NodeId, _progress.Current.NodeType, _progress.Current.Value, _progress.Current.Max));
    }

    [Fact]
    public void Nodes_from_the_cache_count_as_done()
    {
        _progress.Cached(["1", "2", "3", "4"]);
        Assert.InRange(_progress.Current.Fraction, 0.1, 0.3);

        Walk("5", "6", "7");

        Assert.InRange(_progress.Current.Fraction, 0.95, 1);
    }

    [Fact]
    public void The_fraction_never_goes_back()
    {
        var seen = new List<double>();
        foreach (var value in new[] { 5d, 10, 3, 20, 1 })
        {
            _progress.Stepped("5", value, 20);
            seen.Add(_progress.Current.Fraction);
        }

        Assert.Equal(seen.Order(), seen);
    }

    [Fact]
    public void Finished_states_end_a_node_even_when_no_other_begins()
    {
        var all = Enumerable.Range(1, 7).Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .ToDictionary(id => id, id => new NodeProgress(id, id, 1, 1, "finished"));

        _progress.States(all);

        Assert.Equal(1, _progress.Current.Fraction);
    }

    private void Walk(params string[] nodes)
    {
        foreach (var node in nodes)
            _progress.Executing(node);
    }
}
