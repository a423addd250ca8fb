using ComfyStudio.Thumbnailer.Looks;
using ComfyStudio.Thumbnailer.Tests.Vips;
using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Tests.Looks;

public sealed class LookTests
{
    [Fact]
    public void A_picture_is_like_itself_also_small_and_compressed()
    {
        var picture = Scene(300, 200, (180, 40, 30), 60);

        var (one, other) = (Look.Of(picture), Look.Of(TestPictures.Save("jpegsave_buffer", Scene(150, 100, (180, 40, 30), 30), ("Q", "70"))));

        Assert.Equal(1, one.Likeness(one));
        Assert.Equal(0, one.PaletteDistance(one), 6);
        Assert.InRange(one.Likeness(other), 0.9, 1);
        Assert.InRange(one.PaletteDistance(other), 0, 3);
    }

    [Fact]
    public void Other_colours_are_far_and_keep_the_shape()
    {
        var (one, other) = (Look.Of(Scene(200, 200, (180, 40, 30), 60)), Look.Of(Scene(200, 200, (20, 60, 190), 60)));

        Assert.InRange(one.PaletteDistance(other), 3, 100);
        Assert.InRange(one.Likeness(other), 0.8, 1);
        Assert.Equal(one.PaletteDistance(other), other.PaletteDistance(one), 6);
    }

    [Fact]
    public void Another_shape_is_unlike_whatever_its_colours()
    {
        var (one, other) = (Look.Of(Scene(200, 200, (180, 40, 30), 20)), Look.Of(Scene(200, 200, (180, 40, 30), 140)));

        Assert.InRange(one.Likeness(other), 0, 0.85);
    }

    [Fact]
    public void Black_and_white_are_a_hundred_apart() => Assert.Equal(100, Look.Of(Plain(0)).PaletteDistance(Look.Of(Plain(255))), 0);

    private static byte[] Plain(byte shade) => Png(40, 40, (_, _) => (shade, shade, shade));

    // A dark ground, a light sky, and a coloured square that stands somewhere.
    private static byte[] Scene(int width, int height, (byte, byte, byte) colour, int at) => Png(width, height, (x, y) =>
        x >= at && x < at + (width / 4) && y >= height / 3 && y < height * 3 / 4 ? colour : y < height / 2 ? ((byte)200, (byte)205, (byte)210) : ((byte)40, (byte)42, (byte)38));

    private static byte[] Png(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> colourAt)
    {
        var pixels = new byte[width * height * 3];
        for (var at = 0; at < width * height; at++)
            (pixels[at * 3], pixels[(at * 3) + 1], pixels[(at * 3) + 2]) = colourAt(at % width, at / width);
        using var image = VipsImage.OfRgb(pixels, width, height);
        using var save = new VipsOperation("pngsave_buffer").With("in", image);
        return save.RunToBytes();
    }
}
