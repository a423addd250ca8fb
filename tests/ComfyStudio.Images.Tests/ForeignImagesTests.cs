using System.Text;
using ComfyStudio.Testing.Images;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComfyStudio.Images.Tests;

/// <summary>What the gallery learns of images that other tools made.</summary>
public sealed class ForeignImagesTests : IDisposable
{
    private const string Graph =
        """
        {"3": {"class_type": "KSampler", "inputs": {"seed": 156680208700286, "steps": 20, "cfg": 8, "sampler_name": "euler",
          "scheduler": "normal", "denoise": 1.0, "model": ["10", 0], "positive": ["20", 0], "negative": ["20", 1], "latent_image": ["5", 0]}},
         "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd15.safetensors"}},
         "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 512, "batch_size": 1}},
         "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a red fox", "clip": ["10", 1]}},
         "7": {"class_type": "CLIPTextEncode", "inputs": {"text": ["21", 0], "clip": ["10", 1]}},
         "21": {"class_type": "PrimitiveString", "inputs": {"value": "blurry"}},
         "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
         "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "x", "images": ["8", 0]}},
         "10": {"class_type": "LoraLoader", "inputs": {"lora_name": "ink.safetensors", "strength_model": 0.7, "model": ["4", 0], "clip": ["4", 1]}},
         "20": {"class_type": "ControlNetApplyAdvanced", "inputs": {"positive": ["6", 0], "negative": ["7", 0], "strength": 1}},
         "99": {"class_type": "KSampler", "inputs": {"seed": 5, "latent_image": ["5", 0], "positive": ["7", 0]}}}
        """;

    private const string NewerGraph =
        """
        {"1": {"class_type": "SamplerCustomAdvanced", "inputs": {"noise": ["2", 0], "guider": ["3", 0], "sampler": ["4", 0], "sigmas": ["5", 0], "latent_image": ["6", 0]}},
         "2": {"class_type": "RandomNoise", "inputs": {"noise_seed": 18446744073709551615}},
         "3": {"class_type": "BasicGuider", "inputs": {"model": ["7", 0], "conditioning": ["8", 0]}},
         "4": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "dpmpp_2m"}},
         "5": {"class_type": "BasicScheduler", "inputs": {"scheduler": "simple", "steps": 4, "denoise": 0.5, "model": ["7", 0]}},
         "7": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux.safetensors"}},
         "8": {"class_type": "FluxGuidance", "inputs": {"guidance": 3.5, "conditioning": ["9", 0]}},
         "9": {"class_type": "CLIPTextEncodeFlux", "inputs": {"clip_l": "", "t5xxl": "a glass whale", "guidance": 3.5}},
         "10": {"class_type": "SaveImage", "inputs": {"images": ["11", 0]}},
         "11": {"class_type": "VAEDecode", "inputs": {"samples": ["1", 0]}}}
        """;

    private const string Parameters =
        """
        a castle <lora:mist:0.6> on a hill,
        oil painting
        Negative prompt: people, text
        Steps: 25, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 1234567890123, Size: 64x48, Model hash: abc, Model: dream_v8, Lora hashes: "mist: 1a2b, x: 3"
        """;

    private readonly TestImagesFolder _folder = new();
    private readonly ImageIndex _index;

    public ForeignImagesTests()
    {
        var root = _folder.Open();
        root.Open();
        _index = new ImageIndex(root, TimeProvider.System, NullLogger<ImageIndex>.Instance);
    }

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ComfyUIs_graph_is_followed_from_the_saved_image_to_texts_model_and_numbers()
    {
        var making = await ReadAsync(Png("prompt", Graph));

        Assert.NotNull(making);
        Assert.Equal(("a red fox", "blurry", "sd15.safetensors"), (making.Prompt, making.Negative, making.Model));
        Assert.Equal((156680208700286UL, 20, 8.0), (making.Seed, making.Steps, making.Cfg));
        Assert.Equal(("euler", "normal", 1.0, "comfyui"), (making.Sampler, making.Scheduler, making.Denoise, making.Source));
        Assert.Equal([new LoraUse("ink.safetensors", 0.7)], making.Loras);
    }

    [Fact]
    public async Task Samplers_that_take_their_parts_from_other_nodes_are_understood()
    {
        var making = await ReadAsync(Png("prompt", NewerGraph));

        Assert.NotNull(making);
        Assert.Equal(("a glass whale", null, "flux.safetensors"), (making.Prompt, making.Negative, making.Model));
        Assert.Equal((ulong.MaxValue, 4, "dpmpp_2m", "simple", 0.5), (making.Seed, making.Steps, making.Sampler, making.Scheduler, making.Denoise));
    }

    [Fact]
    public async Task The_parameters_text_of_other_tools_is_understood_inside_the_image()
    {
        AssertCastle(await ReadAsync(Png("parameters", Parameters)));
    }

    [Fact]
    public async Task The_parameters_text_of_other_tools_is_understood_beside_the_image()
    {
        AssertCastle(await ReadAsync(TestPng.Make(), ("a.txt", Parameters)));
    }

    [Fact]
    public async Task A_text_beside_the_image_is_its_prompt()
    {
        var making = await ReadAsync(TestPng.Make(), ("a.txt", "just a castle\non a hill\n"));

        Assert.Equal(("just a castle\non a hill", null), (making?.Prompt, making?.Negative));
    }

    [Fact]
    public async Task A_json_beside_the_image_may_use_any_common_names()
    {
        var making = await ReadAsync(TestPng.Make(), ("a.json", """{"prompt": "owl", "negative_prompt": "dog", "seed": "7", "cfg_scale": 5, "steps": 9, "extra": [1]}"""));

        Assert.Equal(("owl", "dog", 7UL, 5, 9), (making?.Prompt, making?.Negative, making?.Seed, making?.Cfg, making?.Steps));
    }

    [Fact]
    public async Task What_one_source_leaves_out_another_may_tell()
    {
        var making = await ReadAsync(Png("prompt", NewerGraph), ("a.txt", "a text of its own\nNegative prompt: fog"));

        Assert.Equal(("a glass whale", "fog"), (making?.Prompt, making?.Negative));
    }

    [Theory]
    [InlineData("prompt", "{")]
    [InlineData("prompt", "[]")]
    [InlineData("prompt", "{}")]
    [InlineData("prompt", """{"1": 5, "2": {"inputs": 3}, "3": {"class_type": 4, "inputs": {"images": ["3", 0]}}}""")]
    [InlineData("prompt", """{"1": {"class_type": "SaveImage", "inputs": {"images": ["1", 0]}}}""")]
    [InlineData("prompt", """{"1": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "latent_image": ["2", 0], "sampler_name": "\ud800"}}}""")]
    [InlineData("parameters", "   ")]
    [InlineData("parameters", "")]
    public async Task Nonsense_tells_nothing_and_hides_no_image(string keyword, string text)
    {
        Assert.Null(await ReadAsync(Png(keyword, text)));
        Assert.Equal((1, 0), (_index.Status.Count, _index.Status.Unreadable));
    }

    [Fact]
    public async Task A_graph_that_runs_in_a_circle_ends()
    {
        var making = await ReadAsync(Png("prompt",
            """{"1": {"class_type": "KSampler", "inputs": {"positive": ["2", 0], "model": ["2", 0], "latent_image": ["1", 0], "steps": 3}}, "2": {"class_type": "Loop", "inputs": {"positive": ["2", 0], "model": ["2", 0]}}}"""));

        Assert.Equal((null, 3), (making?.Prompt, making?.Steps));
    }

    [Fact]
    public async Task A_text_that_runs_in_circles_ends()
    {
        var making = await ReadAsync(Png("prompt",
            """{"1": {"class_type": "KSampler", "inputs": {"positive": ["2", 0], "latent_image": ["1", 0], "steps": 3}}, "2": {"class_type": "CLIPTextEncode", "inputs": {"clip": ["9", 0], "text": ["3", 0], "string": ["3", 0], "prompt": ["3", 0]}}, "3": {"class_type": "Loop", "inputs": {"text": ["3", 0], "string": ["3", 0], "prompt": ["3", 0], "value": ["3", 0]}}}"""));

        Assert.Equal((null, 3), (making?.Prompt, making?.Steps));
    }

    [Fact]
    public async Task A_photo_on_its_side_has_the_size_it_is_shown_with()
    {
        byte[] jpeg =
        [
            0xFF, 0xD8,
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, (byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
            0xFF, 0xC0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0,
            0xFF, 0xD9,
        ];
        _folder.Put("a.jpg", jpeg);

        var record = await _index.AddAsync("a.jpg", TestContext.Current.CancellationToken);

        Assert.Equal((30, 40), (record?.Width, record?.Height));
    }

    private static byte[] Png(string keyword, string text) => TestPng.Make(texts: new Dictionary<string, string> { [keyword] = text });

    private static void AssertCastle(ImageMaking? making)
    {
        Assert.NotNull(making);
        Assert.Equal(("a castle <lora:mist:0.6> on a hill,\noil painting", "people, text", "dream_v8"), (making.Prompt, making.Negative, making.Model));
        Assert.Equal((1234567890123UL, 25, 6.5), (making.Seed, making.Steps, making.Cfg));
        Assert.Equal(("DPM++ 2M", "Karras"), (making.Sampler, making.Scheduler));
        Assert.Equal([new LoraUse("mist", 0.6)], making.Loras);
    }

    private async Task<ImageMaking?> ReadAsync(byte[] png, params (string Name, string Text)[] beside)
    {
        _folder.Put("a.png", png);
        foreach (var (name, text) in beside)
            _folder.Put(name, Encoding.UTF8.GetBytes(text));
        await _index.AddAsync("a.png", TestContext.Current.CancellationToken);
        return _index.Read(ImageId.Of("a.png"))?.Making;
    }
}
