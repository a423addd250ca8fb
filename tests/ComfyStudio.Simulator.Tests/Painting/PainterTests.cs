using System.Security.Cryptography;
using ComfyStudio.Simulator.Painting;

namespace ComfyStudio.Simulator.Tests.Painting;

public sealed class PainterTests
{
    private static readonly Painter Painter = new();

    public static TheoryData<string> Prompts =>
    [
        "a mountain lake at sunset", "misty pine forest", "desert dunes", "a calm sea with a boat", "autumn meadow with a cottage", "city at night",
        "a ringed planet", "abstract marble", "a bouquet of roses", "portrait of a woman", "a fox", "winter night with aurora", "lighthouse in a storm",
    ];

    [Theory]
    [MemberData(nameof(Prompts))]
    public void Equal_plans_give_equal_pictures_and_another_seed_another(string prompt)
    {
        var plan = new PaintPlan(prompt, 7) { Width = 96, Height = 64 };

        Assert.Equal(HashOf(Painter.Paint(plan)), HashOf(new Painter().Paint(plan)));
        Assert.NotEqual(HashOf(Painter.Paint(plan)), HashOf(Painter.Paint(plan with { Seed = 8 })));
    }

    [Theory]
    [MemberData(nameof(Prompts))]
    public void A_picture_is_neither_flat_nor_burnt_out(string prompt)
    {
        var picture = Painter.Paint(new PaintPlan(prompt, 3) { Width = 96, Height = 96 });

        var mean = picture.Rgb.Average(value => value);
        var spread = Math.Sqrt(picture.Rgb.Average(value => (value - mean) * (value - mean)));
        Assert.InRange(mean, 12, 235);
        Assert.True(spread > 12, $"spread {spread}");
    }

    [Fact]
    public void Every_setting_leaves_its_mark()
    {
        var plan = new PaintPlan("a mountain lake", 7) { Width = 64, Height = 64, Checkpoint = "a.safetensors" };
        var pictures = new[]
        {
            plan, plan with { Prompt = "a mountain river" }, plan with { Negative = "blurry" }, plan with { Checkpoint = "anime/b.safetensors" },
            plan with { Cfg = 14 }, plan with { Steps = 2 }, plan with { Width = 72 }, plan with { Loras = ["style/gouache_v1.safetensors"] },
        };

        Assert.Equal(pictures.Length, pictures.Select(plan => HashOf(Painter.Paint(plan))).Distinct().Count());
    }

    [Fact]
    public void A_small_sketch_shows_the_composition_of_the_full_picture()
    {
        var plan = new PaintPlan("desert dunes at sunset", 11) { Width = 256, Height = 256 };

        var shrunk = PictureScaling.Resize(Painter.Paint(plan), 16, 16);
        var sketch = PictureScaling.Resize(Painter.Paint(plan with { Width = 64, Height = 64 }), 16, 16);

        Assert.InRange(Difference(shrunk, sketch), 0, 10);
    }

    [Fact]
    public void With_little_freedom_a_repainted_picture_stays_near_its_source()
    {
        var source = Painter.Paint(new PaintPlan("city at night", 1) { Width = 96, Height = 96 });
        var plan = new PaintPlan("a bright meadow at noon", 2) { Width = 96, Height = 96, Base = source };

        var near = Difference(source, Painter.Paint(plan with { Denoise = 0.2 }));
        var far = Difference(source, Painter.Paint(plan with { Denoise = 0.8 }));

        Assert.True(near < far, $"{near} against {far}");
        Assert.InRange(near, 1, 40);
    }

    [Fact]
    public void Outside_its_mask_a_repainted_picture_is_its_source()
    {
        var source = Picture.Filled(32, 32, 10, 200, 90);
        var mask = new PaintMask(2, 1, [0, 1]);

        var picture = Painter.Paint(new PaintPlan("sea", 2) { Width = 32, Height = 32, Base = source, Mask = mask, Denoise = 0.9 });

        Assert.Equal(new byte[] { 10, 200, 90 }, picture.Rgb[..3]);
        Assert.NotEqual(new byte[] { 10, 200, 90 }, picture.Rgb[(31 * 3)..(32 * 3)]);
    }

    [Fact]
    public void A_png_reads_back_as_it_was_written()
    {
        var picture = Painter.Paint(new PaintPlan("a fox", 5) { Width = 50, Height = 30 });

        var (read, alpha) = PngReader.Read(PngWriter.Write(picture, [new("prompt", "{}")]));

        Assert.Equal(picture.Rgb, read.Rgb);
        Assert.Null(alpha);
    }

    private static string HashOf(Picture picture) => Convert.ToHexString(SHA256.HashData(picture.Rgb));

    private static double Difference(Picture a, Picture b) => a.Rgb.Zip(b.Rgb).Average(pair => Math.Abs(pair.First - pair.Second));
}
