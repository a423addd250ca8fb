using System.Buffers.Binary;
using System.Text;
using ComfyStudio.Images.Metadata;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Images.Tests;

public sealed class PictureTextsTests
{
    [Fact]
    public void A_png_has_its_texts_in_chunks()
    {
        var texts = Read(TestPng.Make(texts: new Dictionary<string, string> { ["prompt"] = "{}", ["workflow"] = """{"nodes":[]}""" }));

        Assert.Equal(("{}", """{"nodes":[]}"""), (texts["prompt"], texts["workflow"]));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, "Exif\0\0")]
    public void A_webp_has_them_in_its_exif(bool little, string before)
    {
        byte[] exif = [.. Encoding.ASCII.GetBytes(before), .. Exif(little, "Workflow:{\"nodes\":[\"ü\"]}", "prompt:{}")];

        var texts = Read(WebP(("VP8X", new byte[10]), ("VP8 ", new byte[7]), ("EXIF", exif)));

        Assert.Equal(("""{"nodes":["ü"]}""", "{}"), (texts["workflow"], texts["prompt"]));
    }

    [Fact]
    public void A_jpeg_has_them_in_its_exif()
    {
        byte[] exif = [.. "Exif\0\0"u8, .. Exif(little: false, "workflow:{}")];
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, 0xFF, 0xDA, 0, 2];

        Assert.Equal("{}", Read(jpeg)["workflow"]);
    }

    [Fact]
    public void A_moving_png_has_them_in_chunks_of_ComfyUIs_own()
    {
        using var png = new MemoryStream();
        TestPng.WriteStart(png, 8, 8, alpha: false);
        TestPng.WriteChunk(png, "IDAT", [0]);
        TestPng.WriteChunk(png, "comf", "prompt\0{\"a\": 1}"u8);

        Assert.Equal("""{"a": 1}""", Read(png.ToArray())["prompt"]);
    }

    [Fact]
    public void A_jpeg_has_one_in_its_comment() =>
        Assert.Equal("{\"a\": 1}", Read([0xFF, 0xD8, 0xFF, 0xFE, 0, 10, .. "{\"a\": 1}"u8, 0xFF, 0xDA, 0, 2])["Comment"]);

    [Fact]
    public void Videos_have_them_before_or_behind_the_film()
    {
        byte[] comment = Box("\u00a9cmt", Box("data", [0, 0, 0, 1, 0, 0, 0, 0, .. "{\"prompt\": {}}"u8]));
        byte[] keys = Box("keys", [0, 0, 0, 0, 0, 0, 0, 1, .. Box("mdta", "prompt"u8.ToArray())]);
        byte[] named = Box("meta", [.. Box("hdlr", new byte[24]), .. keys, .. Box("ilst", [0, 0, 0, 29, 0, 0, 0, 1, .. Box("data", [0, 0, 0, 1, 0, 0, 0, 0, .. "{\"1\""u8, 0x7D])])]);
        byte[] first = [.. Box("ftyp", "isom\0\0\0\0"u8.ToArray())];

        Assert.Equal("{\"prompt\": {}}", Read([.. first, .. Box("moov", Box("udta", Box("meta", [0, 0, 0, 0, .. Box("ilst", comment)]))), .. Box("mdat", new byte[5000])])["comment"]);
        Assert.Equal("{\"1\"}", Read([.. first, .. Box("mdat", new byte[5000]), .. Box("moov", named)])["prompt"]);
        Assert.Empty(Read([.. first, .. Enumerable.Repeat(Box("moov", []), 3).SelectMany(box => box), .. "\0\0\0\u0001moov"u8]));
    }

    [Fact]
    public void Parts_within_parts_within_parts_end()
    {
        // Each says that it goes on to the end.
        var nested = Enumerable.Repeat<byte[]>([0, 0, 0, 0, (byte)'m', (byte)'o', (byte)'o', (byte)'v'], 300_000).SelectMany(box => box);
        byte[] mp4 = [.. Box("ftyp", "isom\0\0\0\0"u8.ToArray()), .. nested];
        byte[] webm = [0x1A, 0x45, 0xDF, 0xA3, 0x80, .. Enumerable.Repeat<byte[]>([0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 300_000).SelectMany(part => part)];

        Assert.Empty(Read(mp4));
        Assert.Empty(VideoTexts.Read(mp4.AsSpan()));
        Assert.Empty(Read(webm));
        Assert.Empty(VideoTexts.Read(webm.AsSpan()));
    }

    [Fact]
    public void Texts_that_unpack_to_far_too_much_are_left()
    {
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(new byte[8 * 1024 * 1024]);
        using var png = new MemoryStream();
        TestPng.WriteStart(png, 8, 8, alpha: false);
        for (var i = 0; i < 500; i++)
            TestPng.WriteChunk(png, "zTXt", [.. Encoding.ASCII.GetBytes($"text{i}\0\0"), .. packed.ToArray()]);

        var texts = Read(png.ToArray());

        Assert.InRange(texts.Values.Sum(text => (long)text.Length), 1, 32 * 1024 * 1024);
    }

    [Fact]
    public void Nothing_is_found_in_other_files_or_damaged_ones()
    {
        var webp = WebP(("EXIF", Exif(little: true, "workflow:{}")));
        var lying = Exif(little: true, "workflow:{}");
        BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(14), uint.MaxValue);

        Assert.Empty(Read("GIF89a, and no more"u8.ToArray()));
        Assert.Empty(Read([]));
        Assert.Empty(Read(WebP(("EXIF", lying))));
        Assert.Empty(Read(WebP(("EXIF", []))));
        for (var length = 0; length < webp.Length - 3; length++)
            Assert.Empty(Read(webp[..length]));
    }

    private static IReadOnlyDictionary<string, string> Read(byte[] file) => PictureTexts.Read(new MemoryStream(file));

    // A directory of text entries, and the texts behind it.
    private static byte[] Exif(bool little, params string[] texts)
    {
        var data = texts.Select(text => Encoding.UTF8.GetBytes(text + "\0")).ToList();
        var exif = new byte[10 + (12 * texts.Length) + 4 + data.Sum(text => text.Length)];
        (little ? "II*\0"u8 : "MM\0*"u8).CopyTo(exif);
        Write32(exif, 4, 8);
        Write16(exif, 8, texts.Length);
        var place = 10 + (12 * texts.Length) + 4;
        for (var i = 0; i < texts.Length; i++)
        {
            var entry = 10 + (12 * i);
            Write16(exif, entry, 0x010F + i);
            Write16(exif, entry + 2, 2);
            Write32(exif, entry + 4, data[i].Length);
            Write32(exif, entry + 8, place);
            data[i].CopyTo(exif, place);
            place += data[i].Length;
        }

        return exif;

        void Write16(byte[] bytes, int at, int value)
        {
            if (little)
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);
            else
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)value);
        }

        void Write32(byte[] bytes, int at, int value)
        {
            if (little)
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
            else
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), value);
        }
    }

    private static byte[] Box(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length + 8);
        return [.. length, .. Encoding.Latin1.GetBytes(type), .. content];
    }

    private static byte[] WebP(params (string Type, byte[] Data)[] chunks)
    {
        using var file = new MemoryStream();
        file.Write("RIFF\0\0\0\0WEBP"u8);
        Span<byte> length = stackalloc byte[4];
        foreach (var (type, data) in chunks)
        {
            file.Write(Encoding.ASCII.GetBytes(type));
            BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
            file.Write(length);
            file.Write(data);
            if (data.Length % 2 != 0)
                file.WriteByte(0);
        }

        return file.ToArray();
    }
}
