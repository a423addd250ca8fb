using System.Buffers.Binary;
using System.Text;
using ComfyStudio.Images.Metadata;

namespace ComfyStudio.Images.Tests;

/// <summary>What each tool writes, by hand and trimmed, and what is to be read out of it.</summary>
public sealed class OtherToolsTests
{
    [Fact]
    public void AUTOMATIC1111_with_values_in_quotes_hashes_and_a_negative_prompt_of_lines()
    {
        var making = Read("parameters",
            """
            masterpiece, (red fox:1.2), note: soft light, <lora:ink, wash:0.7>
            second line <lora:mist:-0.5>
            Negative prompt: blurry, Steps of stone,
            bad hands
            Steps: 28, Sampler: DPM++ 2M SDE Karras, CFG scale: 5.5, Seed: 3925671408, Size: 832x1216, Model hash: e6bb9ea85b, Model: dream, v8 (fp16), VAE: "sdxl, fixed.vae", Denoising strength: 0.4, Template: "a, Steps: 3 \"x\"", Lora hashes: "ink, wash: aaaa, mist: bbbb", Hashes: {"model": "e6bb", "lora:mist": "bb, b"}, Version: v1.10.1
            """);

        Assert.Equal("masterpiece, (red fox:1.2), note: soft light, <lora:ink, wash:0.7>\nsecond line <lora:mist:-0.5>", making.Prompt);
        Assert.Equal("blurry, Steps of stone,\nbad hands", making.Negative);
        Assert.Equal((3925671408UL, 28, 5.5, 0.4), (making.Seed, making.Steps, making.Cfg, making.Denoise));
        Assert.Equal(("DPM++ 2M SDE", "Karras", "a1111"), (making.Sampler, making.Scheduler, making.Source));
        Assert.Equal([new LoraUse("ink, wash", 0.7), new LoraUse("mist", -0.5)], making.Loras);
    }

    [Theory]
    [InlineData("a fox\nNegative prompt: b\nSteps: 20, Sampler: Euler, Schedule type: Simple, CFG scale: 1, Distilled CFG Scale: 3.5, Seed: 7, Size: 8x8, Model: flux1-dev-bnb-nf4, Module 1: ae, Version: f2.0.1v1.10.1-previous-659", "forge", "flux1-dev-bnb-nf4", "Simple")]
    [InlineData("a fox\nNegative prompt: b\nSteps: 20, Size: 8x8, Sampler: Euler, Scheduler: Beta, Seed: 7, CFG scale: 1, App: SD.Next, Version: 88eb2f6, Pipeline: StableDiffusionXLPipeline, Model: juggernaut", "sdnext", "juggernaut", "Beta")]
    [InlineData("a fox\nNegative prompt: b\nSteps: 20, Sampler: Euler, Seed: 7, Size: 8x8, CFG scale: 1, Model: jugger, Model hash: aeb7, LoRA 1: offset.safetensors : 0.1, Version: Fooocus v2.5.5", "fooocus", "jugger", null)]
    [InlineData("a fox\nNegative prompt: b\nSteps: 20, Sampler: Euler, Scheduler: normal, CFG scale: 1, Seed: 7, Size: 8x8, Version: ComfyUI, Model: from_a_saver", "comfyui", "from_a_saver", "normal")]
    [InlineData("a fox\nNegative prompt: b\nSteps: 20, CFG scale: 1, Sampler: Euler, Seed: 7, workflow: txt2img, Size: 8x8, Civitai resources: [{\"type\":\"checkpoint\",\"modelVersionId\":290640,\"modelName\":\"Pony, XL\",\"modelVersionName\":\"V6\"},{\"type\":\"lora\",\"weight\":0.8,\"modelName\":\"Ink\"}], Civitai metadata: {}", "civitai", "Pony, XL", null)]
    public void The_relatives_of_AUTOMATIC1111(string text, string source, string model, string? scheduler)
    {
        var making = Read("parameters", text);

        Assert.Equal(("a fox", "b", 7UL, 20, 1.0), (making.Prompt, making.Negative, making.Seed, making.Steps, making.Cfg));
        Assert.Equal((source, model, "Euler", scheduler), (making.Source, making.Model, making.Sampler, making.Scheduler));
    }

    [Theory]
    [InlineData("just a prompt: with a colon, and more", "just a prompt: with a colon, and more")]
    [InlineData("a fox\nSeed: of doubt", "a fox\nSeed: of doubt")]
    public void A_text_without_settings_is_a_prompt(string text, string prompt)
    {
        var making = Read("parameters", text);

        Assert.Equal((prompt, null, "text"), (making.Prompt, making.Seed, making.Source));
    }

    [Fact]
    public void SwarmUI()
    {
        var making = Read("parameters",
            """
            {"sui_image_params": {"prompt": "a fox", "negativeprompt": "dog", "model": "Flux/flux1-dev-fp8", "seed": 1234567890, "steps": 25, "cfgscale": 1.0,
              "width": 512, "height": 768, "sampler": "euler", "scheduler": "simple", "loras": ["ink", "mist"], "loraweights": ["0.7", "1"], "swarm_version": "0.9.7.0"},
             "sui_extra_data": {"date": "2026-01-02"}}
            """);

        Assert.Equal(("a fox", "dog", "Flux/flux1-dev-fp8"), (making.Prompt, making.Negative, making.Model));
        Assert.Equal((1234567890UL, 25, 1.0, "euler", "simple", "swarmui"), (making.Seed, making.Steps, making.Cfg, making.Sampler, making.Scheduler, making.Source));
        Assert.Equal([new LoraUse("ink", 0.7), new LoraUse("mist", 1)], making.Loras);
    }

    [Fact]
    public void InvokeAI_as_it_is_now()
    {
        var making = Read("invokeai_metadata",
            """
            {"generation_mode": "sdxl_txt2img", "positive_prompt": "a fox", "negative_prompt": "", "width": 1024, "height": 768, "seed": 3293022630, "cfg_scale": 8.0,
             "steps": 35, "scheduler": "euler", "strength": NaN, "model": {"key": "abc", "hash": "blake3:1", "name": "juggernautXL", "base": "sdxl", "type": "main"},
             "loras": [{"model": {"name": "ink"}, "weight": 0.75}], "app_version": "5.4.0"}
            """);

        Assert.Equal(("a fox", null, "juggernautXL", 3293022630UL, 35, 8.0, "euler"), (making.Prompt, making.Negative, making.Model, making.Seed, making.Steps, making.Cfg, making.Sampler));
        Assert.Equal([new LoraUse("ink", 0.75)], making.Loras);
        Assert.Equal("invokeai", making.Source);
    }

    [Fact]
    public void InvokeAI_as_it_was()
    {
        var older = Read("sd-metadata",
            """
            {"model": "stable diffusion", "model_weights": "deliberate_v08", "model_hash": "56d1", "app_version": "2.3.0",
             "image": {"prompt": [{"prompt": "a fox, (red) [dog, cat]", "weight": 1.0}], "steps": 50, "cfg_scale": 5, "sampler": "k_lms", "height": 768, "width": 512, "seed": 2980747362}}
            """);
        var oldest = Read("Dream", """ "a fox, (red) [dog, cat]" -s 50 -S 2980747362 -W 512 -H 768 -C 5.0 -A k_lms -G 0.9 -U 4 0.95 """);

        Assert.Equal(("a fox, (red)", "dog, cat", "deliberate_v08", 2980747362UL, 50), (older.Prompt, older.Negative, older.Model, older.Seed, older.Steps));
        Assert.Equal(("a fox, (red)", "dog, cat", 2980747362UL, 50, 5.0, "k_lms"), (oldest.Prompt, oldest.Negative, oldest.Seed, oldest.Steps, oldest.Cfg, oldest.Sampler));
    }

    [Theory]
    [InlineData("""{"prompt": "a fox", "negative_prompt": "dog", "base_model": "juggernautXL_v8", "base_model_hash": "aeb7", "seed": "6952411511246973023", "steps": 30, "guidance_scale": 4, "sampler": "dpmpp_2m_sde_gpu", "scheduler": "karras", "resolution": "(768, 1280)", "loras": [["ink.safetensors", 0.5, "abcd"]], "metadata_scheme": "fooocus", "version": "Fooocus v2.4.3"}""")]
    [InlineData("""{"Prompt": "a fox", "Negative Prompt": "dog", "Base Model": "juggernautXL_v8", "Seed": 6952411511246973023, "Steps": 30, "Guidance Scale": 4.0, "Sampler": "dpmpp_2m_sde_gpu", "Scheduler": "karras", "Resolution": "(768, 1280)", "LoRA 1": "ink.safetensors : 0.5", "Version": "v2.1.8"}""")]
    public void Fooocus_in_both_its_schemes(string json)
    {
        var making = Read("parameters", json);

        Assert.Equal(("a fox", "dog", "juggernautXL_v8", 6952411511246973023UL), (making.Prompt, making.Negative, making.Model, making.Seed));
        Assert.Equal((30, 4.0, "dpmpp_2m_sde_gpu", "karras", "fooocus"), (making.Steps, making.Cfg, making.Sampler, making.Scheduler, making.Source));
        Assert.Equal([new LoraUse("ink.safetensors", 0.5)], making.Loras);
    }

    [Fact]
    public void NovelAI_with_one_text_and_with_one_for_each_character()
    {
        var old = Read(("Software", "NovelAI"), ("Source", "Stable Diffusion 1D44365E"), ("Description", "a fox, icon"),
            ("Comment", """{"steps": 50, "sampler": "k_euler_ancestral", "seed": 2253955223, "strength": 0.4, "noise": 0.0, "scale": 10.0, "uc": "lowres"}"""));
        var newer = Read(("Title", "NovelAI generated image"), ("Software", "NovelAI"), ("Source", "NovelAI Diffusion V4.5 4BDE2A90"), ("Description", "2girls, forest"),
            ("Comment", """
            {"prompt": "2girls, forest", "steps": 28, "scale": 5.0, "seed": 3157142217, "sampler": "k_euler", "noise_schedule": "karras", "uc": "lowres",
             "v4_prompt": {"caption": {"base_caption": "2girls, forest", "char_captions": [{"char_caption": "girl, red hair", "centers": [{"x": 0.5, "y": 0.5}]}, {"char_caption": "girl, elf"}]}, "use_order": true},
             "v4_negative_prompt": {"caption": {"base_caption": "lowres, bad", "char_captions": [{"char_caption": ""}]}}}
            """));

        Assert.Equal(("a fox, icon", "lowres", "Stable Diffusion 1D44365E", 2253955223UL, 50, 10.0), (old.Prompt, old.Negative, old.Model, old.Seed, old.Steps, old.Cfg));
        Assert.Equal(("2girls, forest\ngirl, red hair\ngirl, elf", "lowres, bad", 3157142217UL), (newer.Prompt, newer.Negative, newer.Seed));
        Assert.Equal(("NovelAI Diffusion V4.5 4BDE2A90", "k_euler", "karras", "novelai"), (newer.Model, newer.Sampler, newer.Scheduler, newer.Source));
    }

    [Theory]
    [InlineData(true, "unicode-be", true)]
    [InlineData(false, "unicode-be", true)]
    [InlineData(true, "unicode-le", true)]
    [InlineData(false, "unicode-le", false)]
    [InlineData(true, "ascii", true)]
    [InlineData(false, "none", false)]
    public void The_user_comment_of_a_JPEG_in_each_code_and_order(bool littleBlock, string code, bool inExifDirectory)
    {
        const string Text = "a fox — снег\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 8x8, Model: dream";
        byte[] comment = code switch
        {
            "unicode-be" => [.. "UNICODE\0"u8, .. Encoding.BigEndianUnicode.GetBytes(Text)],
            "unicode-le" => [.. "UNICODE\0"u8, .. Encoding.Unicode.GetBytes(Text)],
            "ascii" => [.. "ASCII\0\0\0"u8, .. Encoding.UTF8.GetBytes(Text)],
            _ => Encoding.UTF8.GetBytes(Text),
        };
        byte[] exif = [.. "Exif\0\0"u8, .. Exif(littleBlock, 0x9286, comment, inExifDirectory)];
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, 0xFF, 0xDA, 0, 2];

        var making = MakingTexts.Read(PictureTexts.Read(new MemoryStream(jpeg)), "x.jpg");

        Assert.Equal(("a fox — снег", "dog", "dream", 42UL, "a1111"), (making?.Prompt, making?.Negative, making?.Model, making?.Seed, making?.Source));
    }

    [Fact]
    public void Other_tools_put_their_JSON_into_the_user_comment()
    {
        var exif = Exif(little: true, 0x9286, Encoding.UTF8.GetBytes("""{"sui_image_params": {"prompt": "a fox", "seed": 5}}"""), inExifDirectory: true);

        var making = MakingTexts.Read(ExifTexts.Read(exif), null);

        Assert.Equal(("a fox", 5UL, "swarmui"), (making?.Prompt, making?.Seed, making?.Source));
    }

    [Fact]
    public void Seeds_of_64_bits_are_exact()
    {
        Assert.Equal(ulong.MaxValue, Read("parameters", "a fox\nSteps: 20, Sampler: Euler, Seed: 18446744073709551615, Size: 8x8").Seed);
        Assert.Equal(9223372036854775809, Read("parameters", """{"sui_image_params": {"prompt": "a fox", "seed": 9223372036854775809}}""").Seed);
        Assert.Null(Read("parameters", """{"sui_image_params": {"prompt": "a fox", "seed": -1}}""").Seed);
        Assert.Null(Read("parameters", "a fox\nSteps: 20, Sampler: Euler, Seed: 18446744073709551616, Size: 8x8").Seed);
    }

    [Fact]
    public void A_prompt_with_steps_of_its_own_is_a_prompt()
    {
        var making = Read("parameters", "a castle\nSteps: stone ones, mossy\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 42, Size: 8x8");

        Assert.Equal(("a castle\nSteps: stone ones, mossy", null, 20, 42UL), (making.Prompt, making.Negative, making.Steps, making.Seed));
    }

    [Fact]
    public void Easy_Diffusion_in_chunks_in_JSON_and_in_lines()
    {
        var chunks = Read(("prompt", "a fox"), ("negative_prompt", "dog"), ("seed", "3925671408"), ("use_stable_diffusion_model", "dream_v8"), ("num_inference_steps", "25"),
            ("guidance_scale", "7.5"), ("sampler_name", "euler_a"), ("use_lora_model", "ink"), ("lora_alpha", "0.6"));
        var json = Read("UserComment", """{"prompt": "a fox", "negative_prompt": "dog", "seed": 3925671408, "use_stable_diffusion_model": "dream_v8", "num_inference_steps": 25, "guidance_scale": 7.5, "sampler_name": "euler_a", "use_lora_model": ["ink"], "lora_alpha": [0.6]}""");
        var lines = MakingJson.ReadLines("Prompt: a fox\nWidth: 512\nSeed: 3925671408\nSteps: 25\nGuidance Scale: 7.5\nSampler: euler_a\nNegative Prompt: dog\nStable Diffusion model: dream_v8\nUse Upscaling: None\nLoRA model: ink\nLoRA Strength: 0.6");

        foreach (var making in new[] { chunks, json, lines })
        {
            Assert.Equal(("a fox", "dog", "dream_v8", 3925671408UL, 25, 7.5, "euler_a", "easydiffusion"),
                (making?.Prompt, making?.Negative, making?.Model, making?.Seed, making?.Steps, making?.Cfg, making?.Sampler, making?.Source));
            Assert.Equal([new LoraUse("ink", 0.6)], making!.Loras);
        }
    }

    [Fact]
    public void RuinedFooocus_and_the_spaces_of_HuggingFace()
    {
        var ruined = Read("parameters", """{"Prompt": "a fox", "Negative": "dog", "steps": 30, "cfg": 4.5, "seed": 77, "sampler_name": "dpmpp_2m_sde_gpu", "scheduler": "karras", "base_model_name": "dream.safetensors", "loras": [{"name": "ink", "weight": 0.5}], "software": "RuinedFooocus"}""");
        var space = Read("parameters", """{"prompt": "a fox", "negative_prompt": "dog", "resolution": "832 x 1216", "guidance_scale": 7, "num_inference_steps": 28, "seed": 77, "sampler": "Euler a", "Model": "Animagine XL 3.1"}""");

        Assert.Equal(("a fox", "dog", "dream.safetensors", 77UL, 30, 4.5, "dpmpp_2m_sde_gpu"), (ruined.Prompt, ruined.Negative, ruined.Model, ruined.Seed, ruined.Steps, ruined.Cfg, ruined.Sampler));
        Assert.Equal([new LoraUse("ink", 0.5)], ruined.Loras);
        Assert.Equal(("a fox", "dog", "Animagine XL 3.1", 77UL, 28, 7.0), (space.Prompt, space.Negative, space.Model, space.Seed, space.Steps, space.Cfg));
    }

    private const string ServiceGraph =
        """{"1": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "latent_image": ["5", 0], "model": ["3", 0]}}, "3": {"class_type": "ECHOCheckpointLoaderSimple", "inputs": {"ckpt_name": "EMS-1-EMS.safetensors"}}""";

    [Fact]
    public void What_services_write_beside_their_graphs_is_what_people_chose()
    {
        var matrix = Read(("prompt", ServiceGraph + "}"), ("parameters-json", """{"PositivePrompt": "a fox", "NegativePrompt": "dog", "Seed": 9, "Steps": 30, "CfgScale": 5, "Sampler": "DPM++ 2M", "ModelName": "dream.safetensors"}"""), ("smproj", "{}"));
        var tensor = Read(("prompt", ServiceGraph + "}"), ("generation_data", "{\"prompt\": \"a fox\", \"negativePrompt\": \"dog\", \"seed\": \"9\", \"steps\": 30, \"cfgScale\": 5, \"baseModel\": {\"modelFileName\": \"dream\"}, \"models\": [{\"type\": \"LORA\", \"modelFileName\": \"ink\", \"weight\": 0.8}]}\0\0"));
        var civitai = Read("UserComment", ServiceGraph + """, "extra": {"airs": []}, "extraMetadata": "{\"prompt\": \"a fox\", \"negativePrompt\": \"dog\", \"steps\": 30, \"cfgScale\": 5, \"seed\": 9, \"sampler\": \"euler\"}"}""");

        foreach (var making in new[] { matrix, tensor, civitai })
            Assert.Equal(("a fox", "dog", 9UL, 30, 5.0), (making.Prompt, making.Negative, making.Seed, making.Steps, making.Cfg));
        Assert.Equal(("dream.safetensors", "dream", "EMS-1-EMS.safetensors"), (matrix.Model, tensor.Model, civitai.Model));
        Assert.Equal(("stabilitymatrix", "tensorart", "civitai"), (matrix.Source, tensor.Source, civitai.Source));
        Assert.Equal([new LoraUse("ink", 0.8)], tensor.Loras);
    }

    [Fact]
    public void All_that_would_be_chunks_may_stand_in_one_text()
    {
        var novel = Read("UserComment", """{"Software": "NovelAI", "Source": "NovelAI Diffusion V4", "Description": "a fox", "Comment": "{\"prompt\": \"a fox\", \"uc\": \"dog\", \"seed\": 9}"}""");
        var swarm = Read("UserComment", """{"prompt": "x", "parameters": "{\"sui_image_params\": {\"prompt\": \"a fox\", \"negativeprompt\": \"dog\", \"seed\": 9}}"}""");
        var video = Read("Comment", """{"prompt": "{\"1\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": 9, \"steps\": 2, \"positive\": [\"2\", 0], \"negative\": [\"3\", 0], \"latent_image\": [\"5\", 0]}}, \"2\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \"a fox\", \"clip\": [\"4\", 0]}}, \"3\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \"dog\", \"clip\": [\"4\", 0]}}}", "workflow": {}}""");

        foreach (var making in new[] { novel, swarm, video })
            Assert.Equal(("a fox", "dog", 9UL), (making.Prompt, making.Negative, making.Seed));
        Assert.Equal(("NovelAI Diffusion V4", "novelai", "swarmui", "comfyui"), (novel.Model, novel.Source, swarm.Source, video.Source));
    }

    [Theory]
    [InlineData("Description", "a fox in snow --ar 16:9 --seed 42 --v 6.1 Job ID: 0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f", "a fox in snow --ar 16:9 --seed 42 --v 6.1", "Midjourney 6.1", 42, "midjourney")]
    [InlineData("Description", "a fox in snow", "a fox in snow", null, null, "description")]
    [InlineData("xmp:subject", "fox, snow", "fox, snow", null, null, "description")]
    public void A_description_is_better_than_nothing(string place, string text, string prompt, string? model, int? seed, string source)
    {
        var making = Read(place, text);

        Assert.Equal((prompt, model, (ulong?)seed, source), (making.Prompt, making.Model, making.Seed, making.Source));
    }

    [Fact]
    public void What_a_camera_writes_is_no_prompt() =>
        Assert.Null(MakingTexts.Read(new Dictionary<string, string> { ["ImageDescription"] = "OLYMPUS DIGITAL CAMERA", ["Make"] = "OLYMPUS" }, null));

    private const string DrawThings =
        """
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
          xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>Draw Things</xmp:CreatorTool>
          <dc:description><rdf:Alt><rdf:li xml:lang="x-default">a fox&#xA;-dog&#xA;Steps: 8, Seed: 9</rdf:li></rdf:Alt></dc:description>
          <exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">{"c":"a fox &amp; snow","uc":"dog","model":"flux_1_dev_q8p.ckpt","sampler":"Euler A Trailing","scale":3.5,"seed":4111222333,"seed_mode":"Scale Alike","size":"768x1024","steps":8,"strength":1,"lora":[{"model":"ink.ckpt","weight":0.6}]}</rdf:li></rdf:Alt></exif:UserComment>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        """;

    [Fact]
    public void Draw_Things_writes_XMP_in_every_kind_of_picture()
    {
        using var png = new MemoryStream();
        ComfyStudio.Testing.Images.TestPng.WriteStart(png, 8, 8, alpha: false);
        ComfyStudio.Testing.Images.TestPng.WriteChunk(png, "iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Encoding.UTF8.GetBytes(DrawThings)]);
        byte[] xmp = [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes(DrawThings)];
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE1, (byte)((xmp.Length + 2) >> 8), (byte)(xmp.Length + 2), .. xmp, 0xFF, 0xDA, 0, 2];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, xmp.Length - 29);
        byte[] webp = [.. "RIFF\0\0\0\0WEBPXMP "u8, .. length, .. xmp[29..]];

        foreach (var file in new[] { png.ToArray(), jpeg, webp })
        {
            var making = MakingTexts.Read(PictureTexts.Read(new MemoryStream(file)), null);

            Assert.Equal(("a fox & snow", "dog", "flux_1_dev_q8p.ckpt", 4111222333UL, "drawthings"), (making?.Prompt, making?.Negative, making?.Model, making?.Seed, making?.Source));
            Assert.Equal([new LoraUse("ink.ckpt", 0.6)], making!.Loras);
        }
    }

    [Theory]
    [InlineData("<x:xmpmeta")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")]
    public void XMP_that_is_none_tells_nothing(string packet) => Assert.Empty(XmpTexts.Read(packet));

    [Fact]
    public void XMP_of_a_photo_tells_its_description_and_tags()
    {
        var texts = XmpTexts.Read(
            """<?xpacket begin="" id="W5M0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:description="a fox"><dc:subject><rdf:Bag><rdf:li>fox</rdf:li><rdf:li>snow</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF><?xpacket end="w"?>""");

        Assert.Equal(("a fox", "fox, snow"), (texts[XmpTexts.Description], texts[XmpTexts.Subject]));
    }

    [Theory]
    [InlineData("invokeai_metadata", "{}")]
    [InlineData("invokeai_metadata", "[1]")]
    [InlineData("sd-metadata", """{"image": 3}""")]
    [InlineData("Dream", "no quotes -s 3")]
    [InlineData("Comment", """{"uc": 5, "v4_prompt": {"caption": 7}}""")]
    [InlineData("parameters", """{"sui_image_params": "text"}""")]
    [InlineData("parameters", """{"base_model": null, "loras": 5}""")]
    [InlineData("parameters", "{ not json")]
    [InlineData("UserComment", "\0\0\0")]
    public void Nonsense_breaks_nothing(string keyword, string text) =>
        Assert.True(MakingTexts.Read(new Dictionary<string, string> { [keyword] = text }, null) is null or { Seed: null, Model: null });

    private static ImageMaking Read(string keyword, string text) => Read((keyword, text));

    private static ImageMaking Read(params (string Keyword, string Text)[] texts)
    {
        var making = MakingTexts.Read(texts.ToDictionary(text => text.Keyword, text => text.Text), "image.png");
        Assert.NotNull(making);
        return making;
    }

    // One entry, in the first directory or in the one for the camera's settings.
    private static byte[] Exif(bool little, ushort tag, byte[] data, bool inExifDirectory)
    {
        using var exif = new MemoryStream();
        exif.Write(little ? "II*\0"u8 : "MM\0*"u8);
        Write32(8);
        if (inExifDirectory)
        {
            Write16(1);
            Entry(0x8769, 4, 1, 26);
            Write32(0);
        }

        var place = (uint)exif.Position + 2 + 12 + 4;
        Write16(1);
        Entry(tag, 7, (uint)data.Length, place);
        Write32(0);
        exif.Write(data);
        return exif.ToArray();

        void Entry(ushort entryTag, ushort type, uint count, uint value)
        {
            Write16(entryTag);
            Write16(type);
            Write32(count);
            Write32(value);
        }

        void Write16(ushort value)
        {
            Span<byte> bytes = stackalloc byte[2];
            if (little)
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
            else
                BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
            exif.Write(bytes);
        }

        void Write32(uint value)
        {
            Span<byte> bytes = stackalloc byte[4];
            if (little)
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            else
                BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
            exif.Write(bytes);
        }
    }
}
