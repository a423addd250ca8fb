using ComfyStudio.ComfyUI.Events;

namespace ComfyStudio.ComfyUI.Tests.Events;

public sealed class BinaryFrameTests
{
    [Theory]
    [InlineData("preview_type1.bin", "image/jpeg", new byte[] { 0xFF, 0xD8, 0xFF })]
    [InlineData("picture_type1.bin", "image/png", new byte[] { 0x89, 0x50, 0x4E, 0x47 })]
    public void A_plain_preview_knows_its_format_alone(string fixture, string type, byte[] magic)
    {
        var preview = Assert.IsType<ComfyUIEvent.Preview>(BinaryFrames.Read(Fixture.Bytes(fixture)));

        Assert.Equal((type, null, null), (preview.ContentType, preview.PromptId, preview.NodeId));
        Assert.True(preview.Image.Span.StartsWith(magic));
    }

    [Theory]
    [InlineData("preview_type4.bin", "image/jpeg", "3", new byte[] { 0xFF, 0xD8, 0xFF })]
    [InlineData("picture_type4.bin", "image/png", "2", new byte[] { 0x89, 0x50, 0x4E, 0x47 })]
    public void A_preview_with_metadata_names_prompt_and_node(string fixture, string type, string node, byte[] magic)
    {
        var preview = Assert.IsType<ComfyUIEvent.Preview>(BinaryFrames.Read(Fixture.Bytes(fixture)));

        Assert.Equal((type, node), (preview.ContentType, preview.NodeId));
        Assert.True(Guid.TryParse(preview.PromptId, out _));
        Assert.True(preview.Image.Span.StartsWith(magic));
    }

    [Fact]
    public void A_text_names_its_node()
    {
        var text = Assert.IsType<ComfyUIEvent.Text>(BinaryFrames.Read(Fixture.Bytes("text_type3.bin")));

        Assert.Equal("2", text.NodeId);
        Assert.StartsWith("width: 32", text.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 0, 0, 1 })]
    [InlineData(new byte[] { 0, 0, 0, 99, 0, 0, 0, 1, 5 })]
    [InlineData(new byte[] { 0, 0, 0, 3, 255, 255, 255, 255, 65 })]
    [InlineData(new byte[] { 0, 0, 0, 4, 0, 0, 0, 9, 65 })]
    [InlineData(new byte[] { 0, 0, 0, 4, 0, 0, 0, 1, 65, 66 })]
    public void A_cut_off_or_unknown_frame_becomes_an_event_of_its_own(byte[] frame) =>
        Assert.Equal("", Assert.IsType<ComfyUIEvent.Other>(BinaryFrames.Read(frame)).Type);
}
