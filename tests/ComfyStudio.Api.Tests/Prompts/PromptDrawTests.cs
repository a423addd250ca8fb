using ComfyStudio.Api.Prompts;

namespace ComfyStudio.Api.Tests.Prompts;

public sealed class PromptDrawTests
{
    private static readonly Dictionary<string, string[]> Lists = new()
    {
        ["colour"] = ["red", "green", "blue"],
        ["animals/cat"] = ["a __colour__ cat"],
        ["circle"] = ["round __circle__"],
        ["snake_case"] = ["snake"],
    };

    [Theory]
    [InlineData("a {lamp} and {} stay", "a {lamp} and {} stay")]
    [InlineData(@"\{a|b\} \_\_colour__", "{a|b} __colour__")]
    [InlineData(@"a \(b\) {x|x}", @"a \(b\) x")]
    [InlineData("{open|never closed", "{open|never closed")]
    [InlineData("__nothing__ and file_name__x", "__nothing__ and file_name__x")]
    [InlineData("{{x|x}|{x|x}}", "x")]
    [InlineData("__snake_case__", "snake")]
    public void Only_what_leaves_something_open_is_drawn(string text, string drawn) => Assert.Equal(drawn, Draw(text, seed: 1));

    [Fact]
    public void The_same_seed_draws_the_same_for_ever()
    {
        // A change here changes what the prompts of stored pictures mean.
        Assert.Equal(["red", "red", "green", "red", "green", "green", "green", "green"], Enumerable.Range(1, 8).Select(seed => Draw("__colour__", seed)));
        Assert.Equal(Draw("{a|b|c|d} __colour__ {e|f|g|h}", 42), Draw("{a|b|c|d} __colour__ {e|f|g|h}", 42));
    }

    [Fact]
    public void Different_seeds_draw_every_part_about_equally_often()
    {
        var drawn = Enumerable.Range(0, 3000).Select(seed => Draw("{a|b|c}", seed)).CountBy(part => part).ToDictionary();

        Assert.Equal(["a", "b", "c"], drawn.Keys.Order());
        Assert.All(drawn.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Lists_may_name_others_and_those_in_a_circle_end()
    {
        Assert.Matches("^a (red|green|blue) cat$", Draw("__animals/cat__", seed: 3));
        Assert.EndsWith("round __circle__", Draw("__circle__", seed: 3), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_is_not_there_is_told()
    {
        var draw = new PromptDraw(Find, new Drawing(1, "prompt"));

        Assert.Equal("a __colur__ cat", draw.Resolve("a __colur__ cat"));
        Assert.Equal(["colur"], draw.Unknown);
    }

    private static string Draw(string text, long seed) => new PromptDraw(Find, new Drawing(seed, "prompt")).Resolve(text);

    private static string[]? Find(string name) => Lists.GetValueOrDefault(name);
}
