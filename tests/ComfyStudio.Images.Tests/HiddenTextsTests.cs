using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ComfyStudio.Images.Metadata;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Images.Tests;

/// <summary>Texts in the lowest bits of pixels, column by column, as NovelAI and extensions write them.</summary>
public sealed class HiddenTextsTests
{
    private const string Parameters = "a fox\nNegative prompt: dog\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 42, Size: 64x200";

    [Theory]
    [InlineData("stealth_pnginfo")]
    [InlineData("stealth_pngcomp")]
    [InlineData("stealth_rgbinfo")]
    [InlineData("stealth_rgbcomp")]
    public void They_are_read_from_transparency_and_from_colours(string signature)
    {
        foreach (var height in new[] { 200, 50, 7 })
        {
            var making = Read(Png(signature, Parameters, 64 * 200 / height, height));

            Assert.Equal(("a fox", "dog", 42UL), (making?.Prompt, making?.Negative, making?.Seed));
        }
    }

    [Fact]
    public void NovelAI_hides_what_it_writes_into_the_chunks()
    {
        var making = Read(Png("stealth_pngcomp", """{"Software": "NovelAI", "Source": "NovelAI Diffusion V4", "Description": "a fox", "Comment": "{\"prompt\": \"a fox\", \"seed\": 7, \"uc\": \"dog\", \"steps\": 28}"}""", 64, 200));

        Assert.Equal(("a fox", "dog", 7UL, "NovelAI Diffusion V4", "novelai"), (making?.Prompt, making?.Negative, making?.Seed, making?.Model, making?.Source));
    }

    [Fact]
    public void A_picture_that_says_it_openly_is_not_searched()
    {
        using var png = new MemoryStream(Png("stealth_pnginfo", "hidden", 64, 200, open: "a cat\nSteps: 20, Seed: 1, Sampler: x"));

        Assert.Equal("a cat", BroughtImage.Read(png, null).Making?.Prompt);
    }

    [Fact]
    public void Pictures_without_are_not_unpacked_further_than_their_first_rows()
    {
        // Whoever reads on comes upon the damage.
        using var png = new MemoryStream();
        TestPng.WriteStart(png, 64, 4000, alpha: true);
        using var rows = new MemoryStream();
        using (var zlib = new ZLibStream(rows, CompressionLevel.NoCompression))
            zlib.Write(new byte[257 * 4000]);
        var data = rows.ToArray();
        var counted = new CountedStream(data.Length);
        TestPng.WriteChunk(png, "IDAT", data);
        png.Position = 0;
        png.CopyTo(counted);

        Assert.Null(StealthPng.Read(counted));
        Assert.True(counted.Bytes < 100_000, $"{counted.Bytes} of {data.Length} bytes were read.");
    }

    [Theory]
    [InlineData("stealth_pnginfo", uint.MaxValue)]
    [InlineData("stealth_rgbcomp", 64U)]
    [InlineData("stealth_rgbcomp", 0U)]
    public void A_length_that_lies_tells_nothing(string signature, uint bits) => Assert.Null(Read(Png(signature, "not packed", 64, 200, bits: bits)));

    [Fact]
    public void A_picture_that_is_cut_off_tells_nothing()
    {
        var png = Png("stealth_pngcomp", Parameters, 64, 200);

        for (var length = 0; length < png.Length - 20; length += 7)
            Assert.Null(StealthPng.Read(new MemoryStream(png[..length])));
    }

    private static ImageMaking? Read(byte[] png) => BroughtImage.Read(new MemoryStream(png), null).Making;

    private static byte[] Png(string signature, string text, int width, int height, string? open = null, uint? bits = null)
    {
        var payload = bits is null && signature.EndsWith("comp", StringComparison.Ordinal) ? Gzip(Encoding.UTF8.GetBytes(text)) : Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(length, bits ?? (uint)payload.Length * 8);
        byte[] all = [.. Encoding.ASCII.GetBytes(signature), .. length, .. payload];
        var inColours = signature.Contains("rgb", StringComparison.Ordinal);
        var stride = (width * 4) + 1;
        var rows = new byte[stride * height];
        rows.AsSpan().Fill(200);
        for (var bit = 0; bit < all.Length * 8; bit++)
        {
            var (pixel, channel) = inColours ? (bit / 3, bit % 3) : (bit, 3);
            rows[(pixel % height * stride) + 1 + (pixel / height * 4) + channel] = (byte)(254 | ((all[bit / 8] >> (7 - (bit % 8))) & 1));
        }

        using var png = new MemoryStream();
        TestPng.WriteStart(png, width, height, alpha: true);
        if (open is not null)
            TestPng.WriteChunk(png, "tEXt", [.. "parameters\0"u8, .. Encoding.UTF8.GetBytes(open)]);
        var data = Filtered(rows, stride);
        TestPng.WriteChunk(png, "IDAT", data.AsSpan(0, data.Length / 2));
        TestPng.WriteChunk(png, "IDAT", data.AsSpan(data.Length / 2));
        TestPng.WriteChunk(png, "IEND", []);
        return png.ToArray();
    }

    // Every filter in turn, row by row.
    private static byte[] Filtered(byte[] rows, int stride)
    {
        var filtered = new byte[rows.Length];
        for (var y = 0; y * stride < rows.Length; y++)
        {
            var filter = y % 5;
            filtered[y * stride] = (byte)filter;
            for (var i = 1; i < stride; i++)
            {
                int At(int row, int place) => row < 0 || place < 1 ? 0 : rows[(row * stride) + place];
                var (left, above, corner) = (At(y, i - 4), At(y - 1, i), At(y - 1, i - 4));
                var guess = left + above - corner;
                var nearest = new[] { left, above, corner }.MinBy(each => Math.Abs(guess - each));
                filtered[(y * stride) + i] = (byte)(At(y, i) - filter switch { 1 => left, 2 => above, 3 => (left + above) / 2, 4 => nearest, _ => 0 });
            }
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
            zlib.Write(filtered);
        return packed.ToArray();
    }

    private static byte[] Gzip(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(text);
        return packed.ToArray();
    }

    private sealed class CountedStream(int capacity) : MemoryStream(capacity)
    {
        internal long Bytes { get; private set; }

        // Reading into a span comes by here, too.
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            Bytes += read;
            return read;
        }
    }
}
