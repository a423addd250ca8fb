using ComfyStudio.Images.Formats;

namespace ComfyStudio.Images.Tests;

public sealed class ThumbHashTests
{
    // What the reference implementation (thumbhash 0.1.1 on npm) answers for the same pixels.
    [Theory]
    [InlineData(32, 24, false, "3wcKPZpwh3eBdndYh2eXiINwB/iH")]
    [InlineData(18, 32, false, "3/cJLBpwB3eHdnN4iYiCgAf3eA==")]
    [InlineData(32, 32, true, "4QeGHRAZcHiQeZmFdKCQBPl3QGlEWqWGdg==")]
    [InlineData(1, 1, false, "AAgCBwAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void It_is_what_every_decoder_of_the_format_expects(int width, int height, bool alpha, string expected) =>
        Assert.Equal(expected, Convert.ToBase64String(ThumbHash.Encode(width, height, Picture(width, height, alpha))));

    [Fact]
    public void A_picture_of_any_shape_fits_into_the_bytes_that_are_kept_of_it()
    {
        foreach (var (width, height) in new[] { (100, 1), (1, 100), (100, 100), (64, 37), (3, 2) })
        {
            Assert.InRange(ThumbHash.Encode(width, height, Picture(width, height, alpha: true)).Length, 6, 25);
            Assert.InRange(ThumbHash.Encode(width, height, Picture(width, height, alpha: false)).Length, 6, 25);
        }
    }

    private static byte[] Picture(int width, int height, bool alpha)
    {
        var rgba = new byte[width * height * 4];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            rgba[i * 4] = (byte)(255 * x / width);
            rgba[(i * 4) + 1] = (byte)(255 * y / height);
            rgba[(i * 4) + 2] = (byte)((x * 7) + (y * 13));
            rgba[(i * 4) + 3] = alpha ? (byte)((x * 5) + (y * 3) + 40) : (byte)255;
        }

        return rgba;
    }
}
