using ComfyStudio.ComfyUI;
using ComfyStudio.Worker.Collecting;

namespace ComfyStudio.Worker.Tests.Collecting;

public sealed class OutputChoiceTests
{
    [Fact]
    public void Saved_images_come_in_the_order_of_their_nodes_and_previews_stay_behind()
    {
        var outputs = new Dictionary<string, NodeOutput>
        {
            ["12"] = new([new OutputFile("b.png", "", "output")]),
            ["9"] = new([new OutputFile("a1.png", "", "output"), new OutputFile("a2.png", "", "output")]),
            ["3"] = new([new OutputFile("preview.png", "", "temp")]),
            ["4"] = new([new OutputFile("clip.mp4", "", "output", "gifs")]),
        };

        Assert.Equal(["a1.png", "a2.png", "b.png"], OutputChoice.Of(outputs).Select(file => file.Filename));
    }

    [Fact]
    public void Previews_are_the_result_when_nothing_was_saved()
    {
        var outputs = new Dictionary<string, NodeOutput> { ["3"] = new([new OutputFile("preview.png", "", "temp")]) };

        Assert.Equal("preview.png", Assert.Single(OutputChoice.Of(outputs)).Filename);
    }

    [Fact]
    public void A_png_without_its_last_chunk_is_cut()
    {
        byte[] whole = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3, 0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

        Assert.False(PngEnd.IsCut(whole));
        Assert.True(PngEnd.IsCut(whole.AsSpan(0, whole.Length - 1)));
        Assert.True(PngEnd.IsCut([]));
        Assert.False(PngEnd.IsCut([0xFF, 0xD8, 0xFF, .. "no PNG at all"u8]));
    }
}
