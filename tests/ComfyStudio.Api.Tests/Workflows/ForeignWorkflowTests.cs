using System.Text;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Templates;
using ComfyStudio.Api.Workflows;

namespace ComfyStudio.Api.Tests.Workflows;

/// <summary>Habits of other people's workflows.</summary>
public sealed class ForeignWorkflowTests
{
    private const string Sampling = """
        "6": { "class_type": "CLIPTextEncode", "inputs": { "text": "a boat", "clip": ["11", 1] } },
        "7": { "class_type": "CLIPTextEncode", "inputs": { "text": "blurry", "clip": ["11", 1] } },
        "5": { "class_type": "EmptyLatentImage", "inputs": { "width": 512, "height": 512, "batch_size": 1 } },
        "3": { "class_type": "KSampler", "inputs": { "seed": 5, "steps": 20, "cfg": 7, "sampler_name": "euler", "scheduler": "normal", "denoise": 1,
               "model": ["11", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0] } },
        "8": { "class_type": "VAEDecode", "inputs": { "samples": ["3", 0], "vae": ["4", 2] } },
        "9": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["8", 0] } },
        "4": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "x.safetensors" } },
        "10": { "class_type": "LoraLoader", "inputs": { "lora_name": "ink.safetensors", "strength_model": 0.8, "strength_clip": 0.8, "model": ["4", 0], "clip": ["4", 1] } },
        "11": { "class_type": "LoraLoader", "inputs": { "lora_name": "style\\paper.safetensors", "strength_model": 1, "strength_clip": 0.5, "model": ["10", 0], "clip": ["10", 1] } }
        """;

    [Fact]
    public void Lora_loaders_behind_one_another_become_a_list()
    {
        var import = Import(Sampling);

        var loras = Assert.Single(import.Slots, slot => slot.Type is SlotType.Loras);
        Assert.Equal(["4.0", "4.1"], loras.Inputs);
        Assert.Equal("""[{"name":"ink.safetensors","strength":0.8},{"name":"style\\paper.safetensors","strength":1,"clip":0.5}]""", loras.Default!.Value.GetRawText());
        Assert.False(import.Graph.TryGetProperty("10", out _));
        Assert.Equal("""["4",1]""", import.Graph.GetProperty("6").GetProperty("inputs").GetProperty("clip").GetRawText());
        Assert.DoesNotContain(import.Slots, slot => slot.Name.StartsWith("lora_", StringComparison.Ordinal));
    }

    [Fact]
    public void Loaders_that_something_goes_around_stay_as_they_are()
    {
        var import = Import(Sampling.Replace("\"text\": \"blurry\", \"clip\": [\"11\", 1]", "\"text\": \"blurry\", \"clip\": [\"4\", 1]", StringComparison.Ordinal));

        Assert.DoesNotContain(import.Slots, slot => slot.Type is SlotType.Loras);
        Assert.Equal(2, import.Slots.Count(slot => slot.ChoicesFrom == "loras"));
        Assert.True(import.Graph.TryGetProperty("10", out _));
    }

    [Fact]
    public void The_list_becomes_loaders_again_for_somebody_elses_ComfyUI()
    {
        var import = Import(Sampling);
        var file = new TemplateFile { Id = "x", Version = "1", Title = "X", Slots = import.Slots, Groups = import.Groups };

        var graph = TemplateBinder.WithItsLoras(new Template(file, ComfyUI.Graphs.ApiGraph.Parse(import.Graph)));

        Assert.Equal(["ink.safetensors", "style\\paper.safetensors"], graph.Nodes.Where(node => node.ClassType == "LoraLoader").Select(node => node.FindText("lora_name")));
    }

    [Fact]
    public void A_prompt_that_is_put_together_is_the_part_in_a_node_of_its_own()
    {
        var import = Import(Sampling.Replace("\"text\": \"a boat\"", "\"text\": [\"40\", 0]", StringComparison.Ordinal) + """
            , "40": { "class_type": "StringConcatenate", "inputs": { "string_a": ["41", 0], "string_b": "masterpiece, best quality, and many more words", "delimiter": ", " } },
              "41": { "class_type": "PrimitiveStringMultiline", "inputs": { "value": "a mill" }, "_meta": { "title": "Subject" } }
            """);

        Assert.Equal(["41.value"], import.Slots.Single(slot => slot.Name == "prompt").Inputs);
        Assert.Equal(["40.string_b"], import.Slots.Single(slot => slot.Name == "prompt_2").Inputs);
        Assert.Single(import.Slots, slot => slot.Inputs.Contains("41.value"));
    }

    [Fact]
    public void A_prompt_is_found_behind_a_switch_and_what_instructs_a_language_model_is_not_it()
    {
        var import = Import(Sampling.Replace("\"text\": \"a boat\"", "\"text\": [\"40\", 0]", StringComparison.Ordinal) + """
            , "40": { "class_type": "ComfySwitchNode", "inputs": { "switch": true, "on_false": ["41", 0], "on_true": ["42", 0] } },
              "41": { "class_type": "PrimitiveStringMultiline", "inputs": { "value": "a mill" }, "_meta": { "title": "By hand" } },
              "42": { "class_type": "StringConcatenate", "inputs": { "string_a": ["43", 0], "string_b": ["41", 0], "delimiter": ", and then" } },
              "43": { "class_type": "PrimitiveStringMultiline", "inputs": { "value": "You write prompts. Answer with one sentence." }, "_meta": { "title": "System prompt" } }
            """);

        Assert.Equal(["41.value"], import.Slots.Single(slot => slot.Name == "prompt").Inputs);
        Assert.Equal(["43.value"], import.Slots.Single(slot => slot.Name == "system_prompt").Inputs);
    }

    [Fact]
    public void A_text_that_is_linked_to_an_encoder_that_nobody_knows_is_the_prompt()
    {
        var import = Import(Sampling.Replace("\"class_type\": \"CLIPTextEncode\", \"inputs\": { \"text\": \"a boat\",", "\"class_type\": \"BetterTextEncode\", \"inputs\": { \"text\": [\"40\", 0], \"text_g\": \"\",", StringComparison.Ordinal) + """
            , "40": { "class_type": "Wildcards", "inputs": { "populated_text": "a mill", "mode": true, "seed": 4, "Select to add Wildcard": "Select the Wildcard to add to the text" } }
            """);

        Assert.Equal(["40.populated_text"], import.Slots.Single(slot => slot.Name == "prompt").Inputs);
    }

    [Fact]
    public void A_workflow_whose_output_no_engine_has_is_refused_with_what_is_missing()
    {
        var refusal = Assert.IsType<ImportOutcome.Refused>(Run("""{ "1": { "class_type": "LoadImage", "inputs": { "image": "a.png" } }, "2": { "class_type": "Glow", "inputs": { "picture": ["1", 0], "kind": "x" } }, "3": { "class_type": "Hand over", "inputs": { "images": ["2", 0] } } }"""));

        Assert.StartsWith("None of its nodes that an engine has writes a picture. No engine has Glow, Hand over.", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_lacks_what_is_switched_off_is_refused_with_both()
    {
        var refusal = Assert.IsType<ImportOutcome.Refused>(Run("""
            { "nodes": [{ "id": 1, "type": "EmptyLatentImage", "mode": 4, "outputs": [{ "type": "LATENT" }], "widgets_values": [512, 512, 1] },
              { "id": 2, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 1 }], "widgets_values": ["x"] }], "links": [[1, 1, 0, 2, 0, "IMAGE"]] }
            """));

        Assert.StartsWith("This workflow cannot run as it is: parts of it are switched off", refusal.Detail, StringComparison.Ordinal);
        Assert.Equal("nodes.2", Assert.Single(refusal.Errors).Key);
    }

    [Fact]
    public void A_prompt_that_nobody_has_written_yet_is_the_one_in_a_node_of_its_own()
    {
        var import = Import(Sampling.Replace("\"text\": \"a boat\"", "\"text\": [\"40\", 0]", StringComparison.Ordinal) + """
            , "40": { "class_type": "ComfySwitchNode", "inputs": { "switch": true, "on_false": ["42", 0], "on_true": ["41", 0] } },
              "41": { "class_type": "StringConcatenate", "inputs": { "string_a": ["42", 0], "string_b": "", "delimiter": ", " } },
              "42": { "class_type": "PrimitiveStringMultiline", "inputs": { "value": "" } }
            """);

        var prompt = import.Slots.Single(slot => slot.Name == "prompt");
        Assert.Equal((true, (System.Text.Json.JsonElement?)null, "42.value"), (prompt.Required, prompt.Default, Assert.Single(prompt.Inputs)));
    }

    [Fact]
    public void What_a_node_on_the_way_of_the_model_takes_of_the_negative_prompt_is_still_negative()
    {
        var import = Import(Sampling.Replace("\"model\": [\"11\", 0],", "\"model\": [\"1\", 0],", StringComparison.Ordinal) + """
            , "1": { "class_type": "Attention Guidance", "inputs": { "model": ["11", 0], "nag_cond": ["2", 0], "nag_conditioning_positive": ["6", 0] } },
              "2": { "class_type": "ConditioningZeroOut", "inputs": { "conditioning": ["7", 0] } }
            """);

        Assert.Equal("a boat", import.Slots.Single(slot => slot.Name == "prompt").Default!.Value.GetString());
        Assert.Equal("blurry", import.Slots.Single(slot => slot.Name == "negative").Default!.Value.GetString());
    }

    [Fact]
    public void What_somebody_drew_out_of_a_subgraph_is_in_the_form()
    {
        var import = Assert.IsType<ImportOutcome.Imported>(Run("""
            { "nodes": [
              { "id": 1, "type": "LoadImage", "outputs": [{ "type": "IMAGE" }, { "type": "MASK" }], "widgets_values": ["a.png", "image"] },
              { "id": 2, "type": "6ab5a000-0000-4000-8000-000000000001", "inputs": [{ "name": "image", "type": "IMAGE", "link": 1 }], "outputs": [{ "type": "IMAGE" }],
                "properties": { "proxyWidgets": [["5", "upscale_method"], ["5", "width"]] }, "widgets_values": ["area", 96] },
              { "id": 3, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 2 }], "widgets_values": ["x"] }],
              "links": [[1, 1, 0, 2, 0, "IMAGE"], [2, 2, 0, 3, 0, "IMAGE"]],
              "definitions": { "subgraphs": [{ "id": "6ab5a000-0000-4000-8000-000000000001", "name": "Scaling",
                "inputs": [{ "name": "image", "type": "IMAGE", "linkIds": [4] }], "outputs": [{ "name": "IMAGE", "type": "IMAGE", "linkIds": [5] }],
                "nodes": [{ "id": 5, "type": "ImageScale", "inputs": [{ "name": "image", "type": "IMAGE", "link": 4 }], "outputs": [{ "type": "IMAGE" }], "widgets_values": ["lanczos", 64, 64, "disabled"] }],
                "links": [{ "id": 4, "origin_id": -10, "origin_slot": 0, "target_id": 5, "target_slot": 0 }, { "id": 5, "origin_id": 5, "origin_slot": 0, "target_id": -20, "target_slot": 0 }] }] } }
            """)).Import;

        Assert.Equal(["image", "upscale_method", "width"], import.Slots.Select(slot => slot.Name));
        Assert.Equal(("Upscale method", SlotType.Choice, "node"), (import.Slots[1].Label, import.Slots[1].Type, import.Slots[1].ChoicesFrom));
        Assert.Equal(96, import.Slots[2].Default!.Value.GetInt32());
    }

    [Fact]
    public void Pairs_of_prompts_that_are_put_together_stay_apart()
    {
        var import = Import(Sampling
            .Replace("\"positive\": [\"6\", 0], \"negative\": [\"7\", 0]", "\"positive\": [\"17\", 0], \"negative\": [\"17\", 1]", StringComparison.Ordinal) + """
            , "16": { "class_type": "Conditioning of a pair", "inputs": { "positive_NEW": ["6", 0], "negative_NEW": ["7", 0] } },
              "17": { "class_type": "Conditioning of two pairs", "inputs": { "positive": ["16", 0], "negative": ["16", 1], "positive_NEW": ["18", 0], "negative_NEW": ["19", 0] } },
              "18": { "class_type": "CLIPTextEncode", "inputs": { "text": "a mill", "clip": ["11", 1] } },
              "19": { "class_type": "CLIPTextEncode", "inputs": { "text": "grey", "clip": ["11", 1] } }
            """);

        Assert.Equal(["a boat", "a mill"], Texts("prompt"));
        Assert.Equal(["blurry", "grey"], Texts("negative"));

        IEnumerable<string?> Texts(string name) => import.Slots.Where(slot => slot.Name.StartsWith(name, StringComparison.Ordinal)).Select(slot => slot.Default!.Value.GetString()).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void A_node_that_computes_a_size_is_not_the_size()
    {
        var import = Import(Sampling.Replace("\"width\": 512, \"height\": 512", "\"width\": [\"42\", 0], \"height\": [\"42\", 1]", StringComparison.Ordinal) + """
            , "42": { "class_type": "Sizes", "inputs": { "aspect_ratio": "16:9", "megapixels": 1.5, "multiple": 8 } }
            """);

        Assert.DoesNotContain(import.Slots, slot => slot.Inputs.Contains("42.multiple"));
        Assert.Equal(["42.megapixels"], import.Slots.Single(slot => slot.Name == "megapixels").Inputs);
    }

    [Fact]
    public void Of_many_passes_the_settings_of_the_first_are_seen_at_once()
    {
        var passes = Enumerable.Range(20, 4).Select(id => $$"""
            , "{{id}}": { "class_type": "KSampler", "inputs": { "seed": {{id}}, "steps": {{id}}, "cfg": {{id}}, "sampler_name": "euler", "scheduler": "normal", "denoise": 1,
                 "model": ["11", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["{{(id == 20 ? 3 : id - 1)}}", 0] } }
            """);

        var import = Import(Sampling.Replace("\"samples\": [\"3\", 0]", "\"samples\": [\"23\", 0]", StringComparison.Ordinal) + string.Concat(passes));

        Assert.Equal(["steps", "steps_2", "steps_3", "steps_4", "steps_5"], import.Slots.Where(slot => slot.Name.StartsWith("steps", StringComparison.Ordinal)).Select(slot => slot.Name));
        Assert.Equal(["seed", "seed_2", "seed_3", "seed_4", "seed_5"], import.Slots.Where(slot => slot.Name.StartsWith("seed", StringComparison.Ordinal)).Select(slot => slot.Name));
        Assert.Equal(["steps"], import.Slots.Where(slot => slot.Name.StartsWith("steps", StringComparison.Ordinal) && !slot.Advanced).Select(slot => slot.Name));
    }

    [Theory]
    [InlineData("""{ "id": 1, "type": "LoadImage", "mode": 4, "widgets_values": ["a.png", "image"] }""", "Everything in it that an engine could run is switched off")]
    [InlineData("""{ "id": 1, "type": "LoadImage", "widgets_values": ["a.png", "image"] }, { "id": 2, "type": "SaveImage", "mode": 2, "widgets_values": ["x"] }""", "It saves nothing as it is: parts of it are switched off")]
    public void A_workflow_that_is_switched_off_is_refused_with_what_to_do(string nodes, string reason)
    {
        var refusal = Assert.IsType<ImportOutcome.Refused>(Run($$"""{ "nodes": [{{nodes}}], "links": [] }"""));

        Assert.StartsWith(reason, refusal.Errors["workflow"][0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_square_has_one_side()
    {
        var import = Import(Sampling.Replace("\"width\": 512, \"height\": 512", "\"width\": [\"42\", 0], \"height\": [\"42\", 0]", StringComparison.Ordinal) + """
            , "42": { "class_type": "PrimitiveInt", "inputs": { "value": 768 } }
            """);

        var size = import.Slots.Single(slot => slot.Name == "size");
        Assert.Equal((SlotType.Integer, "42.value"), (size.Type, Assert.Single(size.Inputs)));
    }

    [Fact]
    public void Base_and_refiner_walk_one_schedule()
    {
        var import = Import("""
            "1": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "x.safetensors" } },
            "2": { "class_type": "CLIPTextEncode", "inputs": { "text": "a boat", "clip": ["1", 1] } },
            "3": { "class_type": "EmptyLatentImage", "inputs": { "width": 512, "height": 512, "batch_size": 1 } },
            "4": { "class_type": "KSamplerAdvanced", "inputs": { "add_noise": "enable", "noise_seed": 5, "steps": 25, "cfg": 8, "sampler_name": "euler", "scheduler": "normal",
                   "start_at_step": 0, "end_at_step": 20, "return_with_leftover_noise": "enable", "model": ["1", 0], "positive": ["2", 0], "negative": ["2", 0], "latent_image": ["3", 0] } },
            "5": { "class_type": "KSamplerAdvanced", "inputs": { "add_noise": "disable", "noise_seed": 0, "steps": 25, "cfg": 6, "sampler_name": "euler", "scheduler": "normal",
                   "start_at_step": 20, "end_at_step": 10000, "return_with_leftover_noise": "disable", "model": ["1", 0], "positive": ["2", 0], "negative": ["2", 0], "latent_image": ["4", 0] } },
            "6": { "class_type": "VAEDecode", "inputs": { "samples": ["5", 0], "vae": ["1", 2] } },
            "7": { "class_type": "SaveImage", "inputs": { "filename_prefix": "x", "images": ["6", 0] } }
            """);

        Assert.Equal(["4.steps", "5.steps"], import.Slots.Single(slot => slot.Name == "steps").Inputs);
        Assert.Equal(["4.end_at_step", "5.start_at_step"], import.Slots.Single(slot => slot.Label == "Switch at step").Inputs);
    }

    [Fact]
    public void What_a_node_of_a_package_would_save_is_saved_where_the_studio_finds_it()
    {
        var import = Import(Sampling.Replace("\"class_type\": \"SaveImage\", \"inputs\": { \"filename_prefix\": \"x\",", "\"class_type\": \"Image Saver\", \"inputs\": { \"filename\": \"%time\",", StringComparison.Ordinal));

        var save = import.Graph.EnumerateObject().Single(node => node.Value.GetProperty("class_type").GetString() == "SaveImage");
        Assert.Equal("""["8",0]""", save.Value.GetProperty("inputs").GetProperty("images").GetRawText());
        Assert.Equal("Image Saver", Assert.Single(import.MissingNodes).ClassType);
    }

    [Fact]
    public void A_workflow_of_the_editor_with_nodes_that_no_engine_has_is_refused_with_what_is_to_be_installed()
    {
        var refusal = Assert.IsType<ImportOutcome.Refused>(Run("""
            { "nodes": [
              { "id": 1, "type": "Efficient Loader", "outputs": [{ "type": "IMAGE", "links": [1] }], "widgets_values": ["a", 1], "properties": { "cnr_id": "efficiency-nodes", "ver": "1.0.5" } },
              { "id": 3, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 1 }], "widgets_values": ["x"] }], "links": [[1, 1, 0, 3, 0, "IMAGE"]] }
            """));

        Assert.StartsWith("No engine has Efficient Loader (efficiency-nodes 1.0.5).", refusal.Detail, StringComparison.Ordinal);
        Assert.Equal("nodes.1", Assert.Single(refusal.Errors).Key);
        Assert.EndsWith("It comes with efficiency-nodes: https://registry.comfy.org/nodes/efficiency-nodes", refusal.Errors["nodes.1"][0], StringComparison.Ordinal);
    }

    private static WorkflowImport Import(string nodes) => Assert.IsType<ImportOutcome.Imported>(Run($"{{{nodes}}}")).Import;

    private static ImportOutcome Run(string file) =>
        WorkflowImporter.Import((WorkflowSource.Found)WorkflowReader.Read(Encoding.UTF8.GetBytes(file)), WorkflowFixtures.Catalog, new Fleet([]));
}
