using ComfyStudio.Api.Prompts;

namespace ComfyStudio.Api.Tests.Prompts;

public sealed class TokenEstimateTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a lighthouse at dusk", 4)]
    [InlineData("a lighthouse, at dusk", 5)]
    [InlineData("(a lighthouse:1.2) at (dusk)", 4)]
    [InlineData("1024 pixels", 5)]
    [InlineData("photorealistic", 2)]
    [InlineData("灯台", 2)]
    public void Words_are_one_token_digits_and_signs_one_each_and_weights_none(string text, int tokens) =>
        Assert.Equal(tokens, TokenEstimate.Of(text).Sum(token => token.Count));

    [Fact]
    public void The_cut_is_where_the_first_token_that_does_not_fit_begins()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 75)) + " beyond";

        var tokens = TokenEstimate.Of(text);

        Assert.Equal(text.IndexOf("beyond", StringComparison.Ordinal), TokenEstimate.CutAt(tokens, 75));
        Assert.Null(TokenEstimate.CutAt(tokens, 76));
    }
}
