using ComfyStudio.Images.Metadata;

namespace ComfyStudio.Images.Tests;

/// <summary>Graphs as ComfyUI and the common node packs write them, trimmed to what matters.</summary>
public sealed class ComfyUIGraphTests
{
    private const string Save = """ "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0]}}, "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "ComfyUI", "images": ["8", 0]}} """;

    private const string Checkpoint = """ "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd15.safetensors"}} """;

    [Theory]
    [InlineData("""{"class_type": "StringConcatenate", "inputs": {"string_a": "a red", "string_b": ["21", 0], "delimiter": " "}}""", "a red fox")]
    [InlineData("""{"class_type": "Text Concatenate", "inputs": {"delimiter": ", ", "clean_whitespace": "true", "text_a": ["21", 0], "text_b": "snow"}}""", "fox, snow")]
    [InlineData("""{"class_type": "JoinStrings", "inputs": {"delimiter": "", "string1": ["21", 0], "string2": "es"}}""", "foxes")]
    [InlineData("""{"class_type": "Reroute", "inputs": {"": ["21", 0]}}""", "fox")]
    [InlineData("""{"class_type": "ShowText|pysssss", "inputs": {"text": ["21", 0]}}""", "fox")]
    [InlineData("""{"class_type": "ImpactWildcardProcessor", "inputs": {"wildcard_text": "{fox|dog}", "populated_text": "fox", "mode": "fixed"}}""", "fox")]
    [InlineData("""{"class_type": "Text Multiline", "inputs": {"text": "fox\nsnow"}}""", "fox\nsnow")]
    [InlineData("""{"class_type": "String Literal", "inputs": {"string": "fox"}}""", "fox")]
    public void A_prompt_is_followed_to_the_words(string node, string expected)
    {
        var making = Read($$$"""
            "3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "cfg": 3, "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": ["20", 0], "clip": ["4", 1]}},
            "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "dog", "clip": ["4", 1]}},
            "20": {{{node}}}, "21": {"class_type": "PrimitiveString", "inputs": {"value": "fox"}}, {{{Checkpoint}}}, {{{Save}}}
            """);

        Assert.Equal((expected, "dog", "sd15.safetensors"), (making.Prompt, making.Negative, making.Model));
    }

    [Theory]
    [InlineData("""{"class_type": "ConditioningCombine", "inputs": {"conditioning_1": ["6", 0], "conditioning_2": ["7", 0]}}""", "fox\nsnow")]
    [InlineData("""{"class_type": "ConditioningConcat", "inputs": {"conditioning_to": ["6", 0], "conditioning_from": ["7", 0]}}""", "fox\nsnow")]
    [InlineData("""{"class_type": "ConditioningSetArea", "inputs": {"width": 64, "height": 64, "x": 0, "y": 0, "strength": 1, "conditioning": ["6", 0]}}""", "fox")]
    [InlineData("""{"class_type": "FluxGuidance", "inputs": {"guidance": 3.5, "conditioning": ["7", 0]}}""", "snow")]
    [InlineData("""{"class_type": "ControlNetApply", "inputs": {"strength": 1, "conditioning": ["6", 0], "control_net": ["30", 0], "image": ["31", 0]}}""", "fox")]
    [InlineData("""{"class_type": "ConditioningZeroOut", "inputs": {"conditioning": ["6", 0]}}""", null)]
    public void Conditionings_are_followed_through_what_combines_and_steers_them(string node, string? expected)
    {
        var making = Read($$$"""
            "3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "model": ["4", 0], "positive": ["20", 0], "latent_image": ["5", 0]}},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "fox", "clip": ["4", 1]}},
            "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "snow", "clip": ["4", 1]}},
            "20": {{{node}}}, {{{Checkpoint}}}, {{{Save}}}
            """);

        Assert.Equal(expected, making.Prompt);
    }

    [Fact]
    public void Both_outputs_of_a_control_net_keep_apart_what_they_carry()
    {
        var making = Read($$$"""
            "3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "model": ["4", 0], "positive": ["20", 0], "negative": ["20", 1], "latent_image": ["5", 0]}},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "fox", "clip": ["4", 1]}},
            "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "dog", "clip": ["4", 1]}},
            "19": {"class_type": "ControlNetApplyAdvanced", "inputs": {"positive": ["6", 0], "negative": ["7", 0], "strength": 1}},
            "20": {"class_type": "ControlNetApplyAdvanced", "inputs": {"positive": ["19", 0], "negative": ["19", 1], "strength": 1}}, {{{Checkpoint}}}, {{{Save}}}
            """);

        Assert.Equal(("fox", "dog"), (making.Prompt, making.Negative));
    }

    [Fact]
    public void Of_two_samplers_the_one_that_began_the_picture_made_it()
    {
        var making = Read($$$"""
            "1": {"class_type": "KSampler", "inputs": {"seed": 11, "steps": 20, "cfg": 8, "denoise": 1, "sampler_name": "euler", "model": ["4", 0], "positive": ["6", 0], "latent_image": ["5", 0]}},
            "2": {"class_type": "LatentUpscale", "inputs": {"samples": ["1", 0], "width": 1024}},
            "3": {"class_type": "KSampler", "inputs": {"seed": 22, "steps": 14, "cfg": 7, "denoise": 0.5, "sampler_name": "dpmpp_2m", "model": ["14", 0], "positive": ["6", 0], "latent_image": ["2", 0]}},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "fox", "clip": ["4", 1]}},
            "14": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "second.safetensors"}},
            {{{Checkpoint}}}, {{{Save}}}
            """);

        Assert.Equal((11UL, 20, 8.0, 1.0, "euler", "sd15.safetensors"), (making.Seed, making.Steps, making.Cfg, making.Denoise, making.Sampler, making.Model));
    }

    [Fact]
    public void Of_two_samplers_that_share_the_steps_the_first_has_the_seed()
    {
        var making = Read($$$"""
            "1": {"class_type": "KSamplerAdvanced", "inputs": {"add_noise": "enable", "noise_seed": 11, "steps": 25, "cfg": 8, "start_at_step": 0, "end_at_step": 20, "model": ["4", 0], "positive": ["6", 0], "latent_image": ["5", 0]}},
            "3": {"class_type": "KSamplerAdvanced", "inputs": {"add_noise": "disable", "noise_seed": 0, "steps": 25, "cfg": 8, "start_at_step": 20, "end_at_step": 10000, "model": ["14", 0], "positive": ["7", 0], "latent_image": ["1", 0]}},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "fox", "clip": ["4", 1]}},
            "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "fox refined", "clip": ["14", 1]}},
            "14": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "refiner.safetensors"}},
            {{{Checkpoint}}}, {{{Save}}}
            """);

        Assert.Equal((11UL, "fox", "sd15.safetensors"), (making.Seed, making.Prompt, making.Model));
    }

    [Fact]
    public void A_second_pass_that_paints_all_anew_made_the_picture()
    {
        var making = Read($$$"""
            "1": {"class_type": "KSampler", "inputs": {"seed": 11, "steps": 20, "denoise": 1, "model": ["4", 0], "positive": ["6", 0], "latent_image": ["5", 0]}},
            "3": {"class_type": "KSampler", "inputs": {"seed": 22, "steps": 14, "denoise": 1, "model": ["4", 0], "positive": ["6", 0], "latent_image": ["1", 0]}},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "fox", "clip": ["4", 1]}}, {{{Checkpoint}}}, {{{Save}}}
            """);

        Assert.Equal(22UL, making.Seed);
    }

    [Theory]
    [InlineData("""{"class_type": "CLIPTextEncodeSD3", "inputs": {"clip_l": "", "clip_g": "fox", "t5xxl": "", "clip": ["4", 1]}}""")]
    [InlineData("""{"class_type": "CLIPTextEncodeSDXL", "inputs": {"width": 8, "text_g": "fox", "text_l": "fox", "clip": ["4", 1]}}""")]
    [InlineData("""{"class_type": "CLIPTextEncodeHiDream", "inputs": {"clip_l": "", "clip_g": "", "t5xxl": "", "llama": "fox", "clip": ["4", 1]}}""")]
    [InlineData("""{"class_type": "TextEncodeQwenImageEdit", "inputs": {"prompt": "fox", "clip": ["4", 1], "vae": ["4", 2]}}""")]
    [InlineData("""{"class_type": "ConditioningSetTimestepRange", "inputs": {"conditioning": ["21", 0], "start": 0, "end": 1}}""")]
    public void Every_encoder_has_its_own_names_for_the_text(string node)
    {
        var making = Read($$$"""
            "3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "model": ["4", 0], "positive": ["20", 0], "latent_image": ["5", 0]}},
            "20": {{{node}}}, "21": {"class_type": "CLIPTextEncode", "inputs": {"text": "fox", "clip": ["4", 1]}}, {{{Checkpoint}}}, {{{Save}}}
            """);

        Assert.Equal("fox", making.Prompt);
    }

    [Fact]
    public void Without_a_CFG_the_guidance_beside_the_text_is_told()
    {
        var making = Read($$$"""
            "3": {"class_type": "SamplerCustomAdvanced", "inputs": {"noise": ["10", 0], "guider": ["11", 0], "sampler": ["12", 0], "sigmas": ["13", 0], "latent_image": ["5", 0]}},
            "10": {"class_type": "RandomNoise", "inputs": {"noise_seed": 18446744073709551615}},
            "11": {"class_type": "BasicGuider", "inputs": {"model": ["20", 0], "conditioning": ["14", 0]}},
            "12": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "euler"}},
            "13": {"class_type": "BasicScheduler", "inputs": {"scheduler": "simple", "steps": 20, "denoise": 1, "model": ["20", 0]}},
            "14": {"class_type": "FluxGuidance", "inputs": {"guidance": 3.5, "conditioning": ["6", 0]}},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "fox", "clip": ["21", 0]}},
            "20": {"class_type": "ModelSamplingFlux", "inputs": {"max_shift": 1.15, "model": ["22", 0]}},
            "22": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux.safetensors", "weight_dtype": "default"}}, {{{Save}}}
            """);

        Assert.Equal((3.5, ulong.MaxValue, "flux.safetensors", "fox"), (making.Cfg, making.Seed, making.Model, making.Prompt));
    }

    [Fact]
    public void LoRAs_in_a_text_on_the_way_of_the_model_are_used()
    {
        var making = Read($$$"""
            "3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "model": ["6", 0], "positive": ["6", 2], "latent_image": ["5", 0]}},
            "6": {"class_type": "ImpactWildcardEncode", "inputs": {"wildcard_text": "__animal__ <lora:ink:0.7>", "populated_text": "fox <lora:ink:0.7>", "model": ["4", 0], "clip": ["4", 1]}},
            {{{Checkpoint}}}, {{{Save}}}
            """);

        Assert.Equal([new LoraUse("ink", 0.7)], making.Loras);
        Assert.Equal("fox <lora:ink:0.7>", making.Prompt);
    }

    [Fact]
    public void What_Python_writes_for_no_number_hides_no_graph()
    {
        var making = Read($$$"""
            "3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "cfg": NaN, "model": ["4", 0], "positive": ["6", 0], "latent_image": ["5", 0]}, "is_changed": [NaN, -Infinity]},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a \"NaN\" bread: NaN", "clip": ["4", 1]}}, {{{Checkpoint}}}, {{{Save}}}
            """);

        Assert.Equal(("a \"NaN\" bread: NaN", null), (making.Prompt, making.Cfg));
    }

    [Fact]
    public void Of_two_saved_pictures_the_name_of_the_file_tells_which_is_meant()
    {
        const string Graph =
            """
            {"1": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "latent_image": ["5", 0]}},
             "2": {"class_type": "KSampler", "inputs": {"seed": 2, "steps": 2, "latent_image": ["1", 0]}},
             "3": {"class_type": "SaveImage", "inputs": {"filename_prefix": "day/draft", "images": ["1", 0]}},
             "4": {"class_type": "SaveImage", "inputs": {"filename_prefix": "final", "images": ["2", 0]}}}
            """;

        Assert.Equal(1UL, ComfyUIGraph.Read(Graph, "draft_00001_.png")?.Seed);
        Assert.Equal(2UL, ComfyUIGraph.Read(Graph, "final_00001_.png")?.Seed);
        Assert.Equal(2UL, ComfyUIGraph.Read(Graph, "renamed.png")?.Seed);
    }

    [Fact]
    public void LoRAs_are_gathered_from_chains_stacks_and_power_loaders()
    {
        var making = Read($$$"""
            "3": {"class_type": "KSampler", "inputs": {"seed": ["40", 0], "steps": 2, "model": ["13", 0], "positive": ["6", 0], "latent_image": ["5", 0]}},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "fox", "clip": ["13", 1]}},
            "10": {"class_type": "LoraLoader", "inputs": {"lora_name": "one.safetensors", "strength_model": 0.7, "strength_clip": 1, "model": ["4", 0], "clip": ["4", 1]}},
            "11": {"class_type": "LoraLoaderModelOnly", "inputs": {"lora_name": "two.safetensors", "strength_model": 0.5, "model": ["10", 0]}},
            "12": {"class_type": "Power Lora Loader (rgthree)", "inputs": {"PowerLoraLoaderHeaderWidget": {"type": "PowerLoraLoaderHeaderWidget"},
              "lora_1": {"on": true, "lora": "three.safetensors", "strength": 0.3}, "lora_2": {"on": false, "lora": "off.safetensors", "strength": 1}, "model": ["11", 0]}},
            "13": {"class_type": "CR Apply LoRA Stack", "inputs": {"model": ["12", 0], "clip": ["4", 1], "lora_stack": ["14", 0]}},
            "14": {"class_type": "CR LoRA Stack", "inputs": {"switch_1": "On", "lora_name_1": "four.safetensors", "model_weight_1": 0.9, "clip_weight_1": 1,
              "switch_2": "Off", "lora_name_2": "off.safetensors", "model_weight_2": 1, "switch_3": "On", "lora_name_3": "None", "model_weight_3": 1}},
            "40": {"class_type": "Seed (rgthree)", "inputs": {"seed": 987654321}},
            {{{Checkpoint}}}, {{{Save}}}
            """);

        Assert.Equal([new("one.safetensors", 0.7), new("two.safetensors", 0.5), new("three.safetensors", 0.3), new LoraUse("four.safetensors", 0.9)], making.Loras);
        Assert.Equal((987654321UL, "sd15.safetensors"), (making.Seed, making.Model));
    }

    [Fact]
    public void A_loader_that_holds_the_texts_itself()
    {
        var making = Read($$$"""
            "3": {"class_type": "KSampler (Efficient)", "inputs": {"seed": 5, "steps": 2, "cfg": 7, "sampler_name": "euler", "model": ["20", 0], "positive": ["20", 1], "negative": ["20", 2], "latent_image": ["20", 3]}},
            "20": {"class_type": "Efficient Loader", "inputs": {"ckpt_name": "eff.safetensors", "lora_name": "None", "positive": "fox", "negative": "dog", "empty_latent_width": 512}}, {{{Save}}}
            """);

        Assert.Equal(("fox", "dog", "eff.safetensors", 5UL), (making.Prompt, making.Negative, making.Model, making.Seed));
        Assert.Empty(making.Loras);
    }

    [Theory]
    [InlineData("""{"class_type": "UnetLoaderGGUF", "inputs": {"unet_name": "flux-Q4.gguf"}}""", "flux-Q4.gguf")]
    [InlineData("""{"class_type": "DiffusersLoader", "inputs": {"model_path": "some/folder"}}""", "some/folder")]
    [InlineData("""{"class_type": "CheckpointLoaderNF4", "inputs": {"ckpt_name": "flux-nf4.safetensors"}}""", "flux-nf4.safetensors")]
    [InlineData("""{"class_type": "SomeNewLoader", "inputs": {"weights": "new/model.safetensors"}}""", "new/model.safetensors")]
    [InlineData("""{"class_type": "ModelMergeSimple", "inputs": {"model1": ["31", 0], "model2": ["32", 0], "ratio": 0.5}}""", "first.safetensors")]
    public void Every_loader_has_its_own_name_for_the_model(string loader, string expected)
    {
        var making = Read($$$"""
            "3": {"class_type": "SamplerCustomAdvanced", "inputs": {"noise": ["10", 0], "guider": ["11", 0], "sampler": ["12", 0], "sigmas": ["13", 0], "latent_image": ["5", 0]}},
            "10": {"class_type": "RandomNoise", "inputs": {"noise_seed": 77}},
            "11": {"class_type": "CFGGuider", "inputs": {"cfg": 4.5, "model": ["20", 0], "positive": ["6", 0], "negative": ["7", 0]}},
            "12": {"class_type": "DetailDaemonSamplerNode", "inputs": {"detail_amount": 0.1, "sampler": ["16", 0]}},
            "13": {"class_type": "SplitSigmas", "inputs": {"step": 3, "sigmas": ["17", 0]}},
            "16": {"class_type": "KSamplerSelect", "inputs": {"sampler_name": "deis"}},
            "17": {"class_type": "BasicScheduler", "inputs": {"scheduler": "beta", "steps": 24, "denoise": 1, "model": ["20", 0]}},
            "6": {"class_type": "CLIPTextEncodeFlux", "inputs": {"clip_l": "fox tags", "t5xxl": "a fox", "clip": ["21", 0]}},
            "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "dog", "clip": ["21", 0]}},
            "20": {{{loader}}},
            "21": {"class_type": "DualCLIPLoader", "inputs": {"clip_name1": "t5.safetensors", "clip_name2": "clip_l.safetensors", "type": "flux"}},
            "31": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "first.safetensors"}},
            "32": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "other.safetensors"}}, {{{Save}}}
            """);

        Assert.Equal((expected, "a fox", "dog"), (making.Model, making.Prompt, making.Negative));
        Assert.Equal((77UL, 24, 4.5, "deis", "beta"), (making.Seed, making.Steps, making.Cfg, making.Sampler, making.Scheduler));
    }

    [Fact]
    public void A_node_that_asks_a_service_has_the_prompt_itself()
    {
        var making = Read("""
            "1": {"class_type": "FluxProUltraImageNode", "inputs": {"prompt": ["2", 0], "seed": 31, "aspect_ratio": "16:9"}},
            "2": {"class_type": "PrimitiveStringMultiline", "inputs": {"value": "a fox"}},
            "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "x", "images": ["1", 0]}}
            """);

        Assert.Equal(("a fox", 31UL, null), (making.Prompt, making.Seed, making.Model));
    }

    [Fact]
    public void Names_with_a_picture_beside_them_are_names()
    {
        var making = Read($$$"""
            "3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "model": ["5", 0], "positive": ["6", 0], "latent_image": ["7", 0]}},
            "4": {"class_type": "CheckpointLoader|pysssss", "inputs": {"ckpt_name": {"content": "pic.safetensors", "image": null}} },
            "5": {"class_type": "LoraLoader|pysssss", "inputs": {"lora_name": {"content": "ink.safetensors", "image": null}, "strength_model": 0.6, "model": ["4", 0]}},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "fox", "clip": ["4", 1]}}, {{{Save}}}
            """);

        Assert.Equal("pic.safetensors", making.Model);
        Assert.Equal([new LoraUse("ink.safetensors", 0.6)], making.Loras);
    }

    [Fact]
    public void The_graph_of_the_editor_tells_it_too()
    {
        var making = ComfyUIGraph.Read(
            """
            {"last_node_id": 12, "version": 0.4, "nodes": [
              {"id": 3, "type": "KSampler", "mode": 0, "inputs": [{"name": "model", "type": "MODEL", "link": 1}, {"name": "positive", "type": "CONDITIONING", "link": 2},
                {"name": "negative", "type": "CONDITIONING", "link": 3}, {"name": "latent_image", "type": "LATENT", "link": 4}],
                "widgets_values": [156680208700286, "randomize", 20, 8, "euler", "normal", 1]},
              {"id": 4, "type": "CheckpointLoaderSimple", "mode": 0, "inputs": [], "widgets_values": ["sd15.safetensors"]},
              {"id": 5, "type": "EmptyLatentImage", "mode": 0, "inputs": [], "widgets_values": [512, 512, 1]},
              {"id": 6, "type": "CLIPTextEncode", "mode": 0, "inputs": [{"name": "clip", "type": "CLIP", "link": 5}], "widgets_values": ["a fox"]},
              {"id": 7, "type": "CLIPTextEncode", "mode": 0, "inputs": [{"name": "clip", "type": "CLIP", "link": 6}, {"name": "text", "type": "STRING", "widget": {"name": "text"}, "link": 9}], "widgets_values": ["old text"]},
              {"id": 8, "type": "VAEDecode", "mode": 0, "inputs": [{"name": "samples", "type": "LATENT", "link": 7}]},
              {"id": 9, "type": "SaveImage", "mode": 0, "inputs": [{"name": "images", "type": "IMAGE", "link": 8}], "widgets_values": ["ComfyUI"]},
              {"id": 10, "type": "LoraLoader", "mode": 4, "inputs": [{"name": "model", "type": "MODEL", "link": 10}, {"name": "clip", "type": "CLIP", "link": 11}],
                "outputs": [{"name": "MODEL", "type": "MODEL"}, {"name": "CLIP", "type": "CLIP"}], "widgets_values": ["bypassed.safetensors", 1, 1]},
              {"id": 11, "type": "PrimitiveNode", "mode": 0, "widgets_values": ["dog", "fixed"]},
              {"id": 12, "type": "KSampler", "mode": 2, "inputs": [{"name": "latent_image", "type": "LATENT", "link": 4}], "widgets_values": [1, "fixed", 2, 3, "x", "y", 1]}],
             "links": [[1, 10, 0, 3, 0, "MODEL"], [2, 6, 0, 3, 1, "CONDITIONING"], [3, 7, 0, 3, 2, "CONDITIONING"], [4, 5, 0, 3, 3, "LATENT"], [5, 10, 1, 6, 0, "CLIP"],
              [6, 10, 1, 7, 0, "CLIP"], [7, 3, 0, 8, 0, "LATENT"], [8, 8, 0, 9, 0, "IMAGE"], [9, 11, 0, 7, 1, "STRING"], [10, 4, 0, 10, 0, "MODEL"], [11, 4, 1, 10, 1, "CLIP"]]}
            """,
            null);

        Assert.Equal(("a fox", "dog", "sd15.safetensors"), (making?.Prompt, making?.Negative, making?.Model));
        Assert.Equal((156680208700286UL, 20, 8.0, "euler", "normal", 1.0), (making?.Seed, making?.Steps, making?.Cfg, making?.Sampler, making?.Scheduler, making?.Denoise));
        Assert.Empty(making!.Loras);
    }

    // A graph within a graph: the text, the seed and the model are set on its outside.
    [Theory]
    [InlineData("""[["-1", "text"], ["3", "seed"]]""", """["a fox", 42]""")]
    [InlineData("[]", """["a fox"]""")]
    public void Graphs_within_the_graph_of_the_editor_are_read_as_one(string proxies, string values)
    {
        var making = ComfyUIGraph.Read(
            $$$"""
            {"nodes": [
              {"id": 4, "type": "CheckpointLoaderSimple", "mode": 0, "widgets_values": ["sd15.safetensors"]},
              {"id": 5, "type": "LoraLoaderModelOnly", "mode": 4, "inputs": [{"name": "model", "type": "MODEL", "link": 1}], "outputs": [{"name": "MODEL", "type": "MODEL"}], "widgets_values": ["off.safetensors", 1]},
              {"id": 7, "type": "aaaa-bbbb", "mode": 0, "inputs": [{"name": "model", "type": "MODEL", "link": 2}, {"name": "clip", "type": "CLIP", "link": 3}, {"name": "text", "type": "STRING", "widget": {"name": "text"}, "link": null}],
                "outputs": [{"name": "LATENT", "type": "LATENT"}], "properties": {"proxyWidgets": {{{proxies}}} }, "widgets_values": {{{values}}}},
              {"id": 8, "type": "VAEDecode", "mode": 0, "inputs": [{"name": "samples", "type": "LATENT", "link": 4}]},
              {"id": 9, "type": "SaveImage", "mode": 0, "inputs": [{"name": "images", "type": "IMAGE", "link": 5}], "widgets_values": ["x"]}],
             "links": [[1, 4, 0, 5, 0, "MODEL"], [2, 5, 0, 7, 0, "MODEL"], [3, 4, 1, 7, 1, "CLIP"], [4, 7, 0, 8, 0, "LATENT"], [5, 8, 0, 9, 0, "IMAGE"]],
             "definitions": {"subgraphs": [{"id": "aaaa-bbbb", "inputs": [{"name": "model"}, {"name": "clip"}, {"name": "text"}], "outputs": [{"name": "LATENT"}],
               "nodes": [
                 {"id": 3, "type": "KSampler", "mode": 0, "inputs": [{"name": "model", "type": "MODEL", "link": 11}, {"name": "positive", "type": "CONDITIONING", "link": 12}, {"name": "latent_image", "type": "LATENT", "link": 13}],
                   "widgets_values": [42, "fixed", 20, 8, "euler", "normal", 1]},
                 {"id": 6, "type": "CLIPTextEncode", "mode": 0, "inputs": [{"name": "clip", "type": "CLIP", "link": 14}, {"name": "text", "type": "STRING", "widget": {"name": "text"}, "link": 15}], "widgets_values": ["old text"]},
                 {"id": 2, "type": "EmptyLatentImage", "mode": 0, "widgets_values": [512, 512, 1]}],
               "links": [{"id": 11, "origin_id": -10, "origin_slot": 0, "target_id": 3, "target_slot": 0}, {"id": 12, "origin_id": 6, "origin_slot": 0, "target_id": 3, "target_slot": 1},
                 {"id": 13, "origin_id": 2, "origin_slot": 0, "target_id": 3, "target_slot": 2}, {"id": 14, "origin_id": -10, "origin_slot": 1, "target_id": 6, "target_slot": 0},
                 {"id": 15, "origin_id": -10, "origin_slot": 2, "target_id": 6, "target_slot": 1}, {"id": 16, "origin_id": 3, "origin_slot": 0, "target_id": -20, "target_slot": 0}]}]}}
            """,
            null);

        Assert.Equal(("a fox", "sd15.safetensors", 42UL, 20), (making?.Prompt, making?.Model, making?.Seed, making?.Steps));
        Assert.Empty(making!.Loras);
    }

    [Fact]
    public void A_graph_that_holds_itself_ends() =>
        Assert.Null(ComfyUIGraph.Read(
            """
            {"nodes": [{"id": 1, "type": "a"}, {"id": 2, "type": "a"}], "links": [], "definitions": {"subgraphs": [{"id": "a", "nodes": [{"id": 1, "type": "a"}, {"id": 2, "type": "a"}, {"id": 3, "type": "a"}], "links": []}]}}
            """,
            null));

    [Fact]
    public void Settings_that_were_saved_as_text_beside_the_graph_are_what_was_really_used()
    {
        var making = MakingTexts.Read(
            new Dictionary<string, string>
            {
                ["prompt"] = """{"1": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 2, "latent_image": ["5", 0], "positive": ["2", 0]}}, "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "{fox|dog}", "clip": ["3", 0]}}}""",
                ["parameters"] = "a dog\nNegative prompt: cat\nSteps: 2, Sampler: Euler, CFG scale: 5, Seed: 1, Size: 8x8",
            },
            "x.png");

        Assert.Equal(("a dog", "cat", 1UL, "comfyui"), (making?.Prompt, making?.Negative, making?.Seed, making?.Source));
    }

    private static ImageMaking Read(string nodes)
    {
        var making = ComfyUIGraph.Read("{" + nodes + "}", null);
        Assert.NotNull(making);
        return making;
    }
}
