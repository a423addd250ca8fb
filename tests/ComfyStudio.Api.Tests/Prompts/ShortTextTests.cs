using ComfyStudio.Api.Prompts;

namespace ComfyStudio.Api.Tests.Prompts;

public sealed class ShortTextTests
{
    [Theory]
    [InlineData("a fox", 5, "a fox")]
    [InlineData("a fox runs", 7, "a fox…")]
    [InlineData("a fox 🦊 runs", 8, "a fox…")]
    [InlineData("a fox 🦊 runs", 9, "a fox 🦊…")]
    [InlineData("👩‍👩‍👧 go home", 4, "…")]
    [InlineData("cafe\u0301 noir", 5, "caf…")]
    public void It_ends_between_two_letters(string text, int most, string expected) => Assert.Equal(expected, ShortText.Of(text, most));
}
