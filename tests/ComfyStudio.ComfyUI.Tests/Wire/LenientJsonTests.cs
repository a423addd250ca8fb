using System.Text;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Tests.Wire;

public sealed class LenientJsonTests
{
    [Theory]
    [InlineData("""{"a": NaN}""", """{"a": null}""")]
    [InlineData("""[Infinity, -Infinity, -1, 2]""", """[null, null, -1, 2]""")]
    [InlineData("""{"text": "NaN \" Infinity \\", "b": NaN}""", """{"text": "NaN \" Infinity \\", "b": null}""")]
    [InlineData("""{"Infinity": "I-N", "c": [-Infinity,NaN]}""", """{"Infinity": "I-N", "c": [null,null]}""")]
    [InlineData("NaN", "null")]
    public void Numbers_that_only_Python_writes_become_null(string python, string json)
    {
        using var document = LenientJson.TryParse(Encoding.UTF8.GetBytes(python));

        Assert.Equal(json, document!.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("500 Internal Server Error\n\nServer got itself in trouble")]
    [InlineData("""{"a": Nan}""")]
    [InlineData("""{"a": NaN""")]
    [InlineData("""{"a": "NaN""")]
    [InlineData("""{"a": "\""")]
    public void What_is_no_JSON_either_way_is_null(string text) => Assert.Null(LenientJson.TryParse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"a": [1, 2,], /* mine */ "b": "//",}""", """{"a":[1,2],"b":"//"}""")]
    [InlineData("[NaN, 1, // last\n]", "[null,1]")]
    public void Commas_at_ends_and_remarks_are_left_out(string text, string json)
    {
        using var document = LenientJson.TryParse(Encoding.UTF8.GetBytes(text));

        Assert.Equal(json, document!.RootElement.GetRawText());
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        using var document = LenientJson.TryParse(Encoding.UTF8.GetBytes("\uFEFF[1]"));

        Assert.Equal(1, document!.RootElement.GetArrayLength());
    }
}
