using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using ComfyStudio.Api.Workflows;

namespace ComfyStudio.Api.Tests.Workflows;

/// <summary>Videos that ComfyUI and packages for it note their workflow in.</summary>
public sealed class WorkflowVideoTests
{
    private static readonly string Graph = Encoding.UTF8.GetString(WorkflowFixtures.ApiWorkflow);
    private static readonly string Editor = Encoding.UTF8.GetString(WorkflowFixtures.EditorWorkflow);

    [Fact]
    public void An_mp4_has_them_under_their_names()
    {
        var found = Read(Mp4(Box("meta", [.. new byte[4], .. Box("hdlr", new byte[24]), .. Keys("encoder", "prompt", "workflow"), .. Items((1, "Lavf"), (2, Graph), (3, Editor))])));

        Assert.False(found.IsEditor);
        Assert.NotNull(found.Editor);
    }

    [Fact]
    public void An_mp4_may_have_both_in_its_comment()
    {
        var comment = JsonSerializer.Serialize(new Dictionary<string, string> { ["workflow"] = Editor });
        byte[] item = [.. Box([0xA9, (byte)'c', (byte)'m', (byte)'t'], Data(comment))];

        Assert.True(Read(Mp4(Box("udta", Box("meta", [.. new byte[4], .. Box("hdlr", new byte[24]), .. Box("ilst", item)])))).IsEditor);
    }

    [Fact]
    public void A_webm_has_them_in_its_tags()
    {
        byte[] tag = Element([0x67, 0xC8], [.. Element([0x45, 0xA3], "WORKFLOW"u8), .. Element([0x44, 0x87], Encoding.UTF8.GetBytes(Editor))]);
        byte[] tags = Element([0x12, 0x54, 0xC3, 0x67], Element([0x73, 0x73], [.. Element([0x63, 0xC0], []), .. tag]));
        byte[] webm = [.. Element([0x1A, 0x45, 0xDF, 0xA3], new byte[20]), 0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. tags];

        Assert.True(Read(webm).IsEditor);
    }

    [Fact]
    public void A_video_that_says_nothing_or_is_cut_off_is_refused()
    {
        var whole = Mp4(Box("meta", [.. new byte[4], .. Box("hdlr", new byte[24]), .. Keys("workflow"), .. Items((1, Editor))]));

        Assert.StartsWith("This video does not say how it was made", Refuse(Mp4([])), StringComparison.Ordinal);
        for (var length = 13; length < whole.Length - 2; length += 7)
            Assert.StartsWith("This video does not say how it was made", Refuse(whole[..length]), StringComparison.Ordinal);
    }

    private static WorkflowSource.Found Read(byte[] file) => Assert.IsType<WorkflowSource.Found>(WorkflowReader.Read(file));

    private static string Refuse(byte[] file) => Assert.IsType<WorkflowSource.Unusable>(WorkflowReader.Read(file)).Reason;

    private static byte[] Mp4(byte[] about) => [.. Box("ftyp", "isom\0\0\0\0"u8), .. Box("mdat", new byte[99]), .. Box("moov", [.. Box("mvhd", new byte[30]), .. about])];

    private static byte[] Keys(params string[] names) => Box("keys", [.. new byte[4], .. Number(names.Length), .. names.SelectMany(name => Box("mdta", Encoding.UTF8.GetBytes(name)))]);

    private static byte[] Items(params (int Key, string Value)[] items) => Box("ilst", [.. items.SelectMany(item => Box(Number(item.Key), Data(item.Value)))]);

    private static byte[] Data(string value) => Box("data", [0, 0, 0, 1, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(value)]);

    private static byte[] Box(string type, ReadOnlySpan<byte> content) => Box(Encoding.ASCII.GetBytes(type), content);

    private static byte[] Box(byte[] type, ReadOnlySpan<byte> content) => [.. Number(content.Length + 8), .. type, .. content];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    // Lengths of four bytes, of which the first begins with 0001.
    private static byte[] Element(byte[] id, ReadOnlySpan<byte> content)
    {
        var length = Number(content.Length);
        length[0] |= 0x10;
        return [.. id, .. length, .. content];
    }
}
