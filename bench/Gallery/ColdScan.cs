using System.Diagnostics;
using System.Text.Json;
using ComfyStudio.Images;
using ComfyStudio.Testing.Images;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComfyStudio.Bench.Gallery;

/// <summary>Reads real files for the first time: small pictures, half with a sidecar of ours, half with ComfyUI's graph inside.</summary>
internal static class ColdScan
{
    private const int ImagesOfFolder = 100;

    public static async Task<(double Seconds, double SweepSeconds)> RunAsync(int count, CancellationToken cancellationToken)
    {
        using var folder = new TestImagesFolder().Made();
        await WriteAsync(folder, count, cancellationToken);
        using var index = new ImageIndex(folder.Open(), TimeProvider.System, NullLogger<ImageIndex>.Instance);
        var began = Stopwatch.GetTimestamp();
        await index.ScanAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (index.Status.Count != count)
            throw new InvalidOperationException($"{index.Status.Count} of {count} images were found.");

        began = Stopwatch.GetTimestamp();
        await index.ScanAsync(cancellationToken);
        return (seconds, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static async Task WriteAsync(TestImagesFolder folder, int count, CancellationToken cancellationToken)
    {
        var plain = TestPng.Make(256, 256);
        var sample = new SampleGallery();
        await Parallel.ForEachAsync(sample.Make(count).Select((each, number) => (each.Image.Making!, number)).ToList(), cancellationToken, async (each, token) =>
        {
            var (making, number) = each;
            var path = $"{number / ImagesOfFolder:0000}/{number % ImagesOfFolder:000}";
            var isOurs = number % 2 == 0;
            folder.Put(path + ".png", isOurs ? plain : TestPng.Make(256, 256, texts: new Dictionary<string, string> { ["prompt"] = GraphOf(making) }));
            if (isOurs)
                await File.WriteAllTextAsync(Path.Join(folder.Path, path + ".json"), SidecarOf(making, number), token);
        });
    }

    private static string SidecarOf(ImageMaking making, int number) =>
        JsonSerializer.Serialize(new { schema = 1, file = $"{number % ImagesOfFolder:000}.png", bytes = 1, width = 256, height = 256, making }, JsonSerializerOptions.Web);

    private static string GraphOf(ImageMaking making) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["3"] = new
        {
            class_type = "KSampler",
            inputs = new { seed = making.Seed, steps = 20, cfg = 7, sampler_name = "euler", model = Link("4", 0), positive = Link("6", 0), latent_image = Link("5", 0) },
        },
        ["4"] = new { class_type = "CheckpointLoaderSimple", inputs = new { ckpt_name = making.Model } },
        ["5"] = new { class_type = "EmptyLatentImage", inputs = new { width = 256, height = 256, batch_size = 1 } },
        ["6"] = new { class_type = "CLIPTextEncode", inputs = new { text = making.Prompt, clip = Link("4", 1) } },
        ["8"] = new { class_type = "VAEDecode", inputs = new { samples = Link("3", 0), vae = Link("4", 2) } },
        ["9"] = new { class_type = "SaveImage", inputs = new { images = Link("8", 0) } },
    });

    private static object[] Link(string node, int slot) => [node, slot];
}
