using ComfyStudio.Api.Batches.Planning;

namespace ComfyStudio.Api.Tests.Batches;

public sealed class WrittenNumberTests
{
    [Theory]
    [InlineData("20", 20)]
    [InlineData("-4.5", -4.5)]
    [InlineData("1e3", 1000)]
    [InlineData("4,5", 4.5)]
    [InlineData(" -0,125 ", -0.125)]
    [InlineData("7,2500", 7.25)]
    public void A_point_and_a_comma_before_the_tenths_are_read(string text, double number) => Assert.Equal((decimal)number, WrittenNumber.Find(text));

    [Theory]
    [InlineData("")]
    [InlineData("many")]
    [InlineData("1,024")]
    [InlineData("1,024,5")]
    [InlineData("1.024,5")]
    [InlineData("4,")]
    public void What_is_none_or_could_be_two_is_not(string text) => Assert.Null(WrittenNumber.Find(text));
}
