using ComfyStudio.Api.Prompts;

namespace ComfyStudio.Api.Tests.Prompts;

public sealed class PromptCombinationsTests
{
    [Theory]
    [InlineData("nothing is open", 1)]
    [InlineData("a {red|green|blue} {fox|owl}", 6)]
    [InlineData("a {red|{dark|light} green}", 3)]
    [InlineData("__color__ {fox|__color__ owl}", 12)]
    [InlineData("__missing__ {a|b}", 2)]
    public void All_texts_come_before_one_comes_twice(string text, int count)
    {
        var combinations = new PromptCombinations(Find);

        Assert.Equal(count, combinations.Count(text));
        var drawn = Enumerable.Range(0, count).Select(number => combinations.Draw(text, number, seed: 7).Text).ToList();
        Assert.Equal(count, drawn.Distinct().Count());
        Assert.Equal(drawn[0], combinations.Draw(text, count, seed: 7).Text);
    }

    [Fact]
    public void Lists_that_name_each_other_in_a_circle_come_to_an_end()
    {
        var combinations = new PromptCombinations(name => name is "circle" ? ["__circle__ a", "__circle__ b", "c"] : null);

        Assert.True(combinations.Count("__circle__") > 1000);
        Assert.NotEmpty(combinations.Draw("__circle__", 5, seed: 1).Text);
    }

    [Fact]
    public void A_list_that_is_not_there_is_told()
    {
        Assert.Equal(["missing"], new PromptCombinations(Find).Draw("a __missing__", 0, seed: 1).Unknown);
    }

    private static IReadOnlyList<string>? Find(string name) => name is "color" ? ["red", "green", "blue"] : null;
}
