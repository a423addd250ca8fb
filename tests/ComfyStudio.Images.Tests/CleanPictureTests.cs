using System.Buffers.Binary;
using System.Text;
using ComfyStudio.Images.Formats;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Images.Tests;

public sealed class CleanPictureTests
{
    [Fact]
    public void A_png_loses_its_texts_and_nothing_else()
    {
        var noted = TestPng.Make(20, 10, texts: new Dictionary<string, string> { ["prompt"] = "a secret fox", ["workflow"] = "{}" });

        Assert.Equal(TestPng.Make(20, 10), Clean([.. noted, .. "hung on behind"u8]));
    }

    [Fact]
    public void A_jpeg_keeps_its_picture_its_colours_and_which_way_is_up()
    {
        byte[] jfif = Segment(0xE0, "JFIF\0\u0001\u0002"u8), profile = Segment(0xE2, "ICC_PROFILE\0\u0001\u0001colours"u8), adobe = Segment(0xEE, "Adobe\0d"u8);
        byte[] tables = [.. Segment(0xDB, "q"u8), .. Segment(0xC0, "size"u8)];
        byte[] scan = [.. Segment(0xDA, "scan"u8), 1, 0xFF, 0, 2, 0xFF, 0xD0, 3, 0xFF, 0xFF, 0, 4];
        byte[] jpeg =
        [
            0xFF, 0xD8, .. jfif, .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(6)]), .. Segment(0xE1, "http://ns.adobe.com/xap/1.0/\0secret"u8), .. profile, .. adobe,
            .. Segment(0xED, "Photoshop secret"u8), .. Segment(0xFE, "secret"u8), .. tables, .. scan, .. Segment(0xFE, "secret"u8), .. Segment(0xC4, "more"u8), .. scan,
            0xFF, 0xD9, .. "secret behind"u8,
        ];

        var clean = Clean(jpeg)!;

        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(clean), StringComparison.Ordinal);
        byte[] rest = [.. jfif, .. profile, .. adobe, .. tables, .. scan, .. Segment(0xC4, "more"u8), .. scan, 0xFF, 0xD9];
        Assert.Equal(rest, clean[^rest.Length..]);
        Assert.Equal(6, ExifOrientation.Read(JpegHeader.FindExif(new MemoryStream(clean))));
    }

    [Fact]
    public void A_webp_loses_its_notes_and_no_longer_says_that_it_has_some()
    {
        byte[] pixels = Chunk("VP8L", [0x2F, 1, 2, 3, 4]);
        byte[] noted = [.. Chunk("VP8X", [0x2C, 0, 0, 0, 19, 0, 0, 9, 0, 0]), .. Chunk("ICCP", [9]), .. pixels, .. Chunk("EXIF", [.. "secret"u8]), .. Chunk("XMP ", [.. "secret"u8]), .. Chunk("WHAT", [1])];
        byte[] kept = [.. Chunk("VP8X", [0x20, 0, 0, 0, 19, 0, 0, 9, 0, 0]), .. Chunk("ICCP", [9]), .. pixels];

        Assert.Equal(Riff(kept), Clean(Riff(noted)));
    }

    [Fact]
    public void A_gif_loses_its_comments_and_keeps_its_times_and_repeats()
    {
        byte[] start = [.. "GIF89a"u8, 20, 0, 10, 0, 0x80, 0, 0, 1, 2, 3, 4, 5, 6];
        byte[] repeat = [0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0];
        byte[] xmp = [0x21, 0xFF, 11, .. "XMP DataXMP"u8, 6, .. "secret"u8, 0];
        byte[] comment = [0x21, 0xFE, 6, .. "secret"u8, 0];
        byte[] frame = [0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 20, 0, 10, 0, 0x80, 1, 2, 3, 4, 5, 6, 2, 3, 1, 1, 1, 0];

        Assert.Equal([.. start, .. repeat, .. frame, .. frame, 0x3B], Clean([.. start, .. repeat, .. xmp, .. frame, .. comment, .. frame, 0x3B, 1, 2])!);
    }

    [Fact]
    public void What_cannot_be_read_to_its_end_is_not_called_clean()
    {
        var png = TestPng.Make(20, 10);
        for (var length = 0; length < png.Length; length++)
            Assert.Null(Clean(png[..length]));
        Assert.Null(Clean([0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 1, 2, 3]));
        Assert.Null(Clean([.. "GIF89a"u8, 20, 0, 10, 0, 0, 0, 0, 0x21, 0xFE, 6, 1]));
        Assert.Null(Clean("a text, and no picture"u8.ToArray()));
    }

    private static byte[]? Clean(byte[] file)
    {
        using var content = new MemoryStream(file);
        return CleanPicture.Plan(content) is { } pieces
            ? [.. pieces.SelectMany(piece => piece.Instead ?? file[(int)piece.From..(int)(piece.From + piece.Length)])]
            : null;
    }

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Exif(byte orientation) =>
        [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];

    private static byte[] Chunk(string name, byte[] content) => [.. Encoding.ASCII.GetBytes(name), .. Little(content.Length), .. content, .. new byte[content.Length & 1]];

    private static byte[] Riff(byte[] chunks) => [.. "RIFF"u8, .. Little(chunks.Length + 4), .. "WEBP"u8, .. chunks];

    private static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
