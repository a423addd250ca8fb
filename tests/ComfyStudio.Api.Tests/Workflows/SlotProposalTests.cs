using ComfyStudio.Api.Templates;
using ComfyStudio.Api.Workflows.Proposals;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Tests.Workflows;

public sealed class SlotProposalTests
{
    private const string TextToImage = """
        "4": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "sd15.safetensors" } },
        "5": { "class_type": "EmptyLatentImage", "inputs": { "width": 512, "height": 768, "batch_size": 1 } },
        "6": { "class_type": "CLIPTextEncode", "inputs": { "text": "a lighthouse", "clip": ["4", 1] } },
        "7": { "class_type": "CLIPTextEncode", "inputs": { "text": "blurry", "clip": ["4", 1] } },
        "3": { "class_type": "KSampler", "inputs": { "seed": 81, "steps": 20, "cfg": 7.5, "sampler_name": "euler", "scheduler": "normal", "denoise": 1.0,
               "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0] } },
        "8": { "class_type": "VAEDecode", "inputs": { "samples": ["3", 0], "vae": ["4", 2] } },
        "9": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["8", 0] } }
        """;

    [Fact]
    public void Text_to_image_has_the_form_that_everybody_expects() => Assert.Equal(
        [
            "prompt prompt 6.text = \"a lighthouse\"", "negative text 7.text = \"blurry\"", "size size 5.width,5.height = {\"width\":512,\"height\":768}",
            "seed seed 3.seed = -1", "batch_size integer 5.batch_size = 1", "checkpoint model 4.ckpt_name = \"sd15.safetensors\"",
            "steps integer 3.steps = 20", "cfg float 3.cfg = 7.5", "sampler choice 3.sampler_name = \"euler\"", "scheduler choice 3.scheduler = \"normal\"",
            "denoise float 3.denoise = 1.0",
        ],
        Describe(TextToImage));

    [Fact]
    public void Limits_come_from_the_catalogue()
    {
        var slots = Propose(TextToImage);

        Assert.Equal((0.0, 100.0, 0.1), Limits(slots, "cfg"));
        Assert.Equal((16.0, 16384.0, 8.0), Limits(slots, "size"));
        Assert.Equal("checkpoints", Find(slots, "checkpoint").ChoicesFrom);
        Assert.Equal("node", Find(slots, "sampler").ChoicesFrom);
        Assert.True(Find(slots, "prompt").Required);
        Assert.Contains("The workflow had 81.", Find(slots, "seed").Help, StringComparison.Ordinal);
        Assert.Equal("The number of steps used in the denoising process.", Find(slots, "steps").Help);
    }

    [Fact]
    public void A_value_that_the_catalogue_would_not_allow_widens_the_limits()
    {
        var slots = Propose(TextToImage.Replace("\"cfg\": 7.5", "\"cfg\": 200", StringComparison.Ordinal).Replace("\"width\": 512", "\"width\": 513", StringComparison.Ordinal));

        Assert.Null(Find(slots, "cfg").Max);
        Assert.Null(Find(slots, "size").Step);
    }

    [Fact]
    public void What_is_proposed_makes_a_template_without_fault()
    {
        foreach (var graph in new[] { TextToImage, Flux, TwoStages, Controlled, Upscaling })
        {
            var slots = Propose(graph);
            var file = new TemplateFile { Id = "x", Version = "1", Title = "X", Slots = slots, Groups = SlotProposal.GroupsOf(slots) };

            Assert.Empty(TemplateFaults.In(new Template(file, Parse(graph))).Select(fault => $"{fault.Slot}: {fault.Message}"));
        }
    }

    private const string Flux = """
        "1": { "class_type": "UNETLoader", "inputs": { "unet_name": "flux1-dev.safetensors", "weight_dtype": "default" } },
        "2": { "class_type": "DualCLIPLoader", "inputs": { "clip_name1": "t5xxl.safetensors", "clip_name2": "clip_l.safetensors", "type": "flux" } },
        "3": { "class_type": "VAELoader", "inputs": { "vae_name": "ae.safetensors" } },
        "4": { "class_type": "CLIPTextEncodeFlux", "inputs": { "clip_l": "a lighthouse", "t5xxl": "a lighthouse", "guidance": 3.5, "clip": ["2", 0] } },
        "5": { "class_type": "BasicGuider", "inputs": { "model": ["12", 0], "conditioning": ["4", 0] } },
        "6": { "class_type": "RandomNoise", "inputs": { "noise_seed": 7 } },
        "7": { "class_type": "KSamplerSelect", "inputs": { "sampler_name": "euler" } },
        "8": { "class_type": "BasicScheduler", "inputs": { "scheduler": "simple", "steps": 20, "denoise": 1, "model": ["12", 0] } },
        "9": { "class_type": "EmptySD3LatentImage", "inputs": { "width": 1024, "height": 1024, "batch_size": 1 } },
        "10": { "class_type": "SamplerCustomAdvanced", "inputs": { "noise": ["6", 0], "guider": ["5", 0], "sampler": ["7", 0], "sigmas": ["8", 0], "latent_image": ["9", 0] } },
        "11": { "class_type": "VAEDecode", "inputs": { "samples": ["10", 0], "vae": ["3", 0] } },
        "12": { "class_type": "ModelSamplingFlux", "inputs": { "max_shift": 1.15, "base_shift": 0.5, "width": 1024, "height": 1024, "model": ["1", 0] } },
        "13": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["11", 0] } }
        """;

    [Fact]
    public void The_parts_of_a_sampler_may_stand_in_nodes_of_their_own()
    {
        var slots = Describe(Flux);

        Assert.Contains("prompt prompt 4.clip_l,4.t5xxl = \"a lighthouse\"", slots);
        Assert.Contains("guidance float 4.guidance = 3.5", slots);
        Assert.Contains("seed seed 6.noise_seed = -1", slots);
        Assert.Contains("sampler choice 7.sampler_name = \"euler\"", slots);
        Assert.Contains("steps integer 8.steps = 20", slots);
        Assert.Contains("model model 1.unet_name = \"flux1-dev.safetensors\"", slots);
        Assert.Contains("text_encoder_2 model 2.clip_name2 = \"clip_l.safetensors\"", slots);
        Assert.DoesNotContain(slots, slot => slot.StartsWith("negative", StringComparison.Ordinal));
    }

    [Fact]
    public void Nodes_that_say_the_same_size_get_the_same_size() =>
        Assert.Contains("size size 9.width,9.height,12.width,12.height = {\"width\":1024,\"height\":1024}", Describe(Flux));

    private const string TwoStages = """
        "1": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "base.safetensors" } },
        "2": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "refiner.safetensors" }, "_meta": { "title": "Refiner model" } },
        "3": { "class_type": "CLIPTextEncodeSDXL", "inputs": { "text_g": "a boat", "text_l": "a boat", "width": 4096, "height": 4096, "crop_w": 0, "crop_h": 0,
               "target_width": 4096, "target_height": 4096, "clip": ["1", 1] } },
        "4": { "class_type": "CLIPTextEncodeSDXLRefiner", "inputs": { "text": "a boat, sharp", "ascore": 6, "width": 2048, "height": 2048, "clip": ["2", 1] } },
        "5": { "class_type": "CLIPTextEncode", "inputs": { "text": "ugly", "clip": ["1", 1] } },
        "6": { "class_type": "EmptyLatentImage", "inputs": { "width": 1024, "height": 1024, "batch_size": 1 } },
        "10": { "class_type": "KSamplerAdvanced", "_meta": { "title": "Refiner" }, "inputs": { "add_noise": "disable", "noise_seed": 0, "steps": 25, "cfg": 6, "sampler_name": "euler", "scheduler": "normal",
               "start_at_step": 20, "end_at_step": 10000, "return_with_leftover_noise": "disable", "model": ["2", 0], "positive": ["4", 0], "negative": ["5", 0], "latent_image": ["9", 0] } },
        "9": { "class_type": "KSamplerAdvanced", "_meta": { "title": "Base" }, "inputs": { "add_noise": "enable", "noise_seed": 5, "steps": 25, "cfg": 8, "sampler_name": "euler", "scheduler": "normal",
               "start_at_step": 0, "end_at_step": 20, "return_with_leftover_noise": "enable", "model": ["1", 0], "positive": ["3", 0], "negative": ["5", 0], "latent_image": ["6", 0] } },
        "11": { "class_type": "VAEDecode", "inputs": { "samples": ["10", 0], "vae": ["1", 2] } },
        "12": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["11", 0] } }
        """;

    [Fact]
    public void Two_stages_are_told_apart_the_first_one_first()
    {
        var slots = Propose(TwoStages);

        Assert.Equal(["3.text_g", "3.text_l"], Find(slots, "prompt").Inputs);
        Assert.Equal(["4.text"], Find(slots, "prompt_2").Inputs);
        Assert.Equal(("CFG (Base)", "CFG (Refiner)"), (Find(slots, "cfg").Label, Find(slots, "cfg_2").Label));
        Assert.Equal(["10.cfg"], Find(slots, "cfg_2").Inputs);
        Assert.Equal(["9.noise_seed"], Assert.Single(slots, slot => slot.Name.StartsWith("seed", StringComparison.Ordinal)).Inputs);
        Assert.Equal(["base.safetensors", "refiner.safetensors"], slots.Where(slot => slot.Type is SlotType.Model).Select(slot => slot.Default!.Value.GetString()));
        Assert.Equal("Checkpoint (Refiner model)", Find(slots, "checkpoint_2").Label);
    }

    private const string Controlled = """
        "1": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "base.safetensors" } },
        "2": { "class_type": "LoraLoader", "inputs": { "lora_name": "ink.safetensors", "strength_model": 0.8, "strength_clip": 0.8, "model": ["1", 0], "clip": ["1", 1] } },
        "3": { "class_type": "CLIPTextEncode", "inputs": { "text": ["20", 0], "clip": ["2", 1] } },
        "4": { "class_type": "CLIPTextEncode", "inputs": { "text": "ugly", "clip": ["2", 1] } },
        "5": { "class_type": "ControlNetLoader", "inputs": { "control_net_name": "pose.safetensors" } },
        "6": { "class_type": "LoadImage", "inputs": { "image": "pose.png" }, "_meta": { "title": "Pose" } },
        "7": { "class_type": "ControlNetApplyAdvanced", "inputs": { "strength": 1, "start_percent": 0, "end_percent": 1, "positive": ["3", 0], "negative": ["4", 0], "control_net": ["5", 0], "image": ["6", 0] } },
        "8": { "class_type": "LoadImage", "inputs": { "image": "start.png" }, "_meta": { "title": "Load Image" } },
        "9": { "class_type": "VAEEncode", "inputs": { "pixels": ["8", 0], "vae": ["1", 2] } },
        "10": { "class_type": "LoadImageMask", "inputs": { "image": "mask.png", "channel": "red" } },
        "11": { "class_type": "SetLatentNoiseMask", "inputs": { "samples": ["9", 0], "mask": ["10", 0] } },
        "12": { "class_type": "KSampler", "inputs": { "seed": 1, "steps": ["21", 0], "cfg": 7, "sampler_name": "euler", "scheduler": "normal", "denoise": 0.6,
                "model": ["2", 0], "positive": ["7", 0], "negative": ["7", 1], "latent_image": ["11", 0] } },
        "13": { "class_type": "VAEDecode", "inputs": { "samples": ["12", 0], "vae": ["1", 2] } },
        "14": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["13", 0] } },
        "20": { "class_type": "StringConcatenate", "inputs": { "string_a": ["22", 0], "string_b": "masterpiece", "delimiter": ", " } },
        "21": { "class_type": "PrimitiveInt", "inputs": { "value": 30 }, "_meta": { "title": "How long" } },
        "22": { "class_type": "PrimitiveStringMultiline", "inputs": { "value": "a dancer in the rain" }, "_meta": { "title": "What" } },
        "23": { "class_type": "PrimitiveFloat", "inputs": { "value": 0.25 }, "_meta": { "title": "Größe (rough)" } }
        """;

    [Fact]
    public void Conditioning_is_followed_through_what_changes_it_and_texts_to_where_they_stand()
    {
        var slots = Describe(Controlled);

        Assert.Contains("prompt prompt 22.value = \"a dancer in the rain\"", slots);
        Assert.Contains("negative text 4.text = \"ugly\"", slots);
        Assert.Contains("steps integer 21.value = 30", slots);
        Assert.Contains("gre_rough float 23.value = 0.25", slots);
    }

    [Fact]
    public void Pictures_masks_loras_and_control_have_slots()
    {
        var slots = Propose(Controlled);

        Assert.Equal(["6.image"], Find(slots, "image").Inputs);
        Assert.Equal("Picture (Pose)", Find(slots, "image").Label);
        Assert.Equal(SlotType.Image, Find(slots, "image_2").Type);
        Assert.Equal((SlotType.Mask, true), (Find(slots, "mask").Type, Find(slots, "mask").Default is null));
        Assert.Equal(["2.strength_model", "2.strength_clip"], Find(slots, "lora_strength").Inputs);
        Assert.Equal("loras", Find(slots, "lora").ChoicesFrom);
        Assert.Equal(["7.strength"], Find(slots, "strength").Inputs);
        Assert.DoesNotContain(slots, slot => slot.Name == "size");
    }

    private const string Upscaling = """
        "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" } },
        "2": { "class_type": "UpscaleModelLoader", "inputs": { "model_name": "4x.pth" } },
        "3": { "class_type": "ImageUpscaleWithModel", "inputs": { "upscale_model": ["2", 0], "image": ["1", 0] } },
        "4": { "class_type": "ImageScaleBy", "inputs": { "upscale_method": "area", "scale_by": 0.5, "image": ["3", 0] } },
        "5": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["4", 0] } }
        """;

    [Fact]
    public void A_graph_without_a_sampler_has_what_it_has() => Assert.Equal(
        ["image image 1.image", "scale float 4.scale_by = 0.5", "upscale_model model 2.model_name = \"4x.pth\""], Describe(Upscaling));

    [Fact]
    public void What_was_made_to_nothing_is_no_negative_prompt()
    {
        var graph = TextToImage.Replace("\"negative\": [\"7\", 0]", "\"negative\": [\"20\", 0]", StringComparison.Ordinal)
            + """, "20": { "class_type": "ConditioningZeroOut", "inputs": { "conditioning": ["7", 0] } }""";

        Assert.DoesNotContain(Propose(graph), slot => slot.Name == "negative");
    }

    [Fact]
    public void A_text_that_serves_as_both_is_the_prompt()
    {
        var slots = Propose(TextToImage.Replace("[\"7\", 0]", "[\"6\", 0]", StringComparison.Ordinal));

        Assert.Equal(["6.text"], Find(slots, "prompt").Inputs);
        Assert.DoesNotContain(slots, slot => slot.Name == "negative");
    }

    [Fact]
    public void Nodes_that_no_catalogue_knows_are_understood_by_the_names_of_their_inputs()
    {
        var slots = SlotProposal.For(Parse(TextToImage), NodeCatalog.Empty).Select(slot => slot.Name);

        Assert.Equal(["prompt", "negative", "size", "seed", "batch_size", "checkpoint", "steps", "cfg", "sampler", "scheduler", "denoise"], slots);
    }

    [Fact]
    public void Links_in_a_circle_do_not_keep_the_search_busy()
    {
        var graph = """
            "1": { "class_type": "ConditioningCombine", "inputs": { "conditioning_1": ["2", 0], "conditioning_2": ["1", 0] } },
            "2": { "class_type": "ConditioningCombine", "inputs": { "conditioning_1": ["1", 0], "conditioning_2": ["3", 0] } },
            "3": { "class_type": "CLIPTextEncode", "inputs": { "text": "found" } },
            "4": { "class_type": "KSampler", "inputs": { "positive": ["1", 0] } }
            """;

        Assert.Equal(["3.text"], Find(Propose(graph), "prompt").Inputs);
    }

    private static ApiGraph Parse(string nodes) => ApiGraph.Parse($"{{{nodes}}}");

    private static IReadOnlyList<Slot> Propose(string nodes) => SlotProposal.For(Parse(nodes), WorkflowFixtures.Catalog);

    private static IReadOnlyList<string> Describe(string nodes) =>
        [.. Propose(nodes).Select(slot => $"{slot.Name} {JsonNaming(slot.Type)} {string.Join(',', slot.Inputs)}{(slot.Default is { } value ? $" = {value.GetRawText()}" : "")}")];

    private static string JsonNaming(SlotType type) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(type.ToString());

    private static Slot Find(IReadOnlyList<Slot> slots, string name) => Assert.Single(slots, slot => slot.Name == name);

    private static (double?, double?, double?) Limits(IReadOnlyList<Slot> slots, string name) => Find(slots, name) is var slot ? (slot.Min, slot.Max, slot.Step) : default;
}
