using System.Text;
using ComfyStudio.Images;
using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Tests.Vips;
using ComfyStudio.Thumbnailer.Thumbnails;
using ComfyStudio.Thumbnailer.Vips;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Tests.Thumbnails;

public sealed class ThumbnailRendererTests
{
    private readonly ThumbnailRenderer _renderer = new(Options.Create(new ThumbnailOptions { MaxPixels = 50_000_000 }));

    [Fact]
    public void Every_size_fits_its_box_and_keeps_the_proportions()
    {
        var made = _renderer.Render(TestPng.Make(2000, 1500), ThumbnailSpec.Sizes);

        Assert.Equal((300, 225), TestPictures.Size(made[300]));
        Assert.Equal((640, 480), TestPictures.Size(made[640]));
        Assert.Equal((1280, 960), TestPictures.Size(made[1280]));
    }

    [Fact]
    public void A_tall_image_fits_by_its_height()
    {
        var made = _renderer.Render(TestPng.Make(500, 2000), [300]);

        Assert.Equal((75, 300), TestPictures.Size(made[300]));
    }

    [Fact]
    public void Nothing_gets_larger_than_the_original()
    {
        var made = _renderer.Render(TestPng.Make(512, 400), ThumbnailSpec.Sizes);

        Assert.Equal((512, 400), TestPictures.Size(made[1280]));
        Assert.Equal((512, 400), TestPictures.Size(made[640]));
        Assert.Equal((300, 234), TestPictures.Size(made[300]));
    }

    [Fact]
    public void Colours_survive_being_shrunk_twice()
    {
        var made = _renderer.Render(TestPng.Make(1600, 1600, shade: 40), [1280, 640, 300]);

        var centre = TestPictures.Pixel(made[300], 150, 150);
        Assert.InRange(centre[0], 122, 134);
        Assert.InRange(centre[1], 122, 134);
        Assert.InRange(centre[2], 34, 46);
    }

    [Fact]
    public void Transparency_is_kept()
    {
        var made = _renderer.Render(TestPng.Make(800, 800, alpha: true), [300]);

        Assert.Equal(0, TestPictures.Pixel(made[300], 20, 150)[3]);
        Assert.Equal(255, TestPictures.Pixel(made[300], 280, 150)[3]);
    }

    [Fact]
    public void A_photo_that_lies_on_its_side_is_turned_upright_and_forgets_that_it_was()
    {
        var made = _renderer.Render(TestPictures.RotatedJpeg(800, 400), [300]);

        Assert.Equal((150, 300), TestPictures.Size(made[300]));
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(made[300]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_the_engine_wrote_into_the_image_does_not_travel()
    {
        var made = _renderer.Render(TestPng.Make(400, 400, texts: new Dictionary<string, string> { ["prompt"] = "a secret fox" }), [300]);

        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(made[300]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_in_other_colours_is_shown_in_those_of_the_screen()
    {
        var wide = TestPictures.InDisplayP3(TestPng.Make(400, 400, shade: 0));

        var made = _renderer.Render(wide, [300]);

        // A strong red has far more green in the numbers of P3: unconverted, it would be pale.
        var (plain, converted) = (TestPictures.Pixel(_renderer.Render(TestPng.Make(400, 400), [300])[300], 290, 10), TestPictures.Pixel(made[300], 290, 10));
        Assert.InRange(converted[1] - plain[1], -8, 8);
        Assert.DoesNotContain("ICCP", Encoding.Latin1.GetString(made[300]), StringComparison.Ordinal);
    }

    [Fact]
    public void Sixteen_bits_a_channel_become_eight()
    {
        var made = _renderer.Render(TestPictures.Save("pngsave_buffer", TestPng.Make(400, 400, shade: 40), ("bitdepth", "16")), [300]);

        Assert.InRange(TestPictures.Pixel(made[300], 150, 150)[2], 34, 46);
    }

    [Fact]
    public void Shades_of_grey_are_opened()
    {
        var made = _renderer.Render(TestPictures.Grey(400, 200), [300]);

        Assert.Equal((300, 150), TestPictures.Size(made[300]));
        Assert.NotEmpty(made.Placeholder);
    }

    [Fact]
    public void A_placeholder_tells_the_colour_whatever_sizes_are_asked_for()
    {
        var png = TestPng.Make(800, 600, shade: 200);

        var placeholder = _renderer.Render(png, [300]).Placeholder;

        Assert.InRange(placeholder.Length, 6, 25);
        Assert.Equal(placeholder.Length, _renderer.Render(png, []).Placeholder.Length);
        Assert.NotEqual(placeholder, _renderer.Render(TestPng.Make(800, 600, shade: 0), [300]).Placeholder);
    }

    [Theory]
    [InlineData("jpegsave_buffer")]
    [InlineData("webpsave_buffer")]
    [InlineData("gifsave_buffer")]
    public void The_other_formats_of_the_gallery_are_opened(string save)
    {
        var made = _renderer.Render(TestPictures.Save(save, TestPng.Make(640, 320)), [300]);

        Assert.Equal((300, 150), TestPictures.Size(made[300]));
    }

    [Fact]
    public void Formats_that_have_no_place_in_the_gallery_are_not_opened()
    {
        var tiff = TestPictures.Save("tiffsave_buffer", TestPng.Make());
        var svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"u8.ToArray();

        Assert.Throws<VipsException>(() => _renderer.Render(tiff, [300]));
        Assert.Throws<VipsException>(() => _renderer.Render(svg, [300]));
    }

    [Fact]
    public void A_damaged_image_is_refused()
    {
        var png = TestPng.Make(600, 600);

        Assert.Throws<VipsException>(() => _renderer.Render(png.AsMemory(0, png.Length / 2), [300]));
        Assert.Throws<VipsException>(() => _renderer.Render(png.AsMemory(0, 40), [300]));
        Assert.Throws<VipsException>(() => _renderer.Render("not a picture at all"u8.ToArray(), [300]));
        Assert.Throws<VipsException>(() => _renderer.Render(ReadOnlyMemory<byte>.Empty, [300]));
    }

    [Fact]
    public void A_jpeg_that_ends_early_is_refused()
    {
        var jpeg = TestPictures.Save("jpegsave_buffer", TestPng.Make(900, 900));

        Assert.Throws<VipsException>(() => _renderer.Render(jpeg.AsMemory(0, jpeg.Length / 2), [300]));
    }

    [Fact]
    public void A_small_file_that_promises_a_huge_picture_is_refused_before_it_is_decoded()
    {
        var exception = Assert.Throws<ImageTooLargeException>(() => _renderer.Render(TestPng.MakeHeaderOnly(60_000, 60_000), [300]));

        Assert.Contains("60000 × 60000", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_threads_render_at_once()
    {
        var pictures = Enumerable.Range(0, 24).Select(i => TestPng.Make(500 + i, 300, (byte)i)).ToList();

        var made = await Task.WhenAll(pictures.Select(png => Task.Run(() => _renderer.Render(png, [300, 640]), TestContext.Current.CancellationToken)));

        Assert.All(made, sizes => Assert.Equal(300, TestPictures.Size(sizes[300]).Width));
    }
}
