using System.Text.Json.Nodes;
using ComfyStudio.Api.Templates;
using ComfyStudio.Api.Tests.Hosting;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Templates;

public sealed class TemplateTests(RedisServer redis) : IDisposable
{
    private const string Graph = """
        { "1": { "class_type": "CLIPTextEncode", "inputs": { "text": "", "clip": ["2", 1] } },
          "2": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "x.safetensors" } },
          "3": { "class_type": "SaveImage", "inputs": { "images": ["2", 0], "filename_prefix": "x" } } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("comfystudio-workflows-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_shipped_templates_are_listed_with_their_slots()
    {
        await using var api = await StudioApi.StartAsync(redis);

        var templates = (await api.GetAsync("/api/templates")).Body.AsArray();

        Assert.Equal(
            [
                "text_to_image_sdxl", "text_to_image_sd15", "text_to_image_flux", "img2img_sdxl", "inpaint_sdxl", "controlnet_pose", "upscale",
                "ipadapter_style_transfer", "animatediff_video", "story_frame_sdxl",
            ],
            templates.Select(template => (string)template!["id"]!));
        Assert.Equal([1024, 512], templates.Take(2).Select(template => (int)Slot(template!, "width")["default"]!));
        Assert.All(templates.Take(2), template =>
        {
            Assert.Superset(
                new HashSet<string> { "prompt", "negative", "checkpoint", "width", "height", "steps", "cfg", "sampler", "scheduler", "seed" },
                template!["slots"]!.AsArray().Select(slot => (string)slot!["name"]!).ToHashSet());
            Assert.Equal((512, 2048, 8), ((int)Slot(template, "height")["min"]!, (int)Slot(template, "height")["max"]!, (int)Slot(template, "height")["step"]!));
            Assert.Equal((20, 1, 150), ((int)Slot(template, "steps")["default"]!, (int)Slot(template, "steps")["min"]!, (int)Slot(template, "steps")["max"]!));
            Assert.Equal((7, 1, 30), ((int)Slot(template, "cfg")["default"]!, (int)Slot(template, "cfg")["min"]!, (int)Slot(template, "cfg")["max"]!));
            Assert.Equal(("prompt", 500), ((string)Slot(template, "prompt")["type"]!, (int)Slot(template, "prompt")["maxLength"]!));
            Assert.Equal("checkpoints", (string)Slot(template, "checkpoint")["choicesFrom"]!);
        });
    }

    [Theory]
    [InlineData("""{ "name": "size", "label": "Size", "type": "integer", "default": 5, "inputs": ["9.text"] }""", "the graph has no node '9'.")]
    [InlineData("""{ "name": "size", "label": "Size", "type": "integer", "default": 5, "inputs": ["1.size"] }""", "node '1' (CLIPTextEncode) has no input 'size'; it has text, clip.")]
    [InlineData("""{ "name": "size", "label": "Size", "type": "integer", "default": 5, "inputs": ["1.clip"] }""", "input 'clip' of node '1' (CLIPTextEncode) comes from node '2'.")]
    [InlineData("""{ "name": "size", "label": "Size", "type": "integer", "default": 5, "inputs": ["text"] }""", "the input 'text' must be written as node.input, for example 6.text.")]
    [InlineData("""{ "name": "size", "label": "Size", "type": "integer", "default": 5, "min": 6, "inputs": ["1.text"] }""", "its default does not fit: Size must be 6 or more.")]
    [InlineData("""{ "name": "size", "label": "Size", "type": "integer", "min": 6, "max": 2, "inputs": ["1.text"] }""", "min 6 is above max 2.")]
    [InlineData("""{ "name": "size", "label": "Size", "type": "integer", "inputs": ["1.text"] }""", "it needs a default, or required: true.")]
    [InlineData("""{ "name": "size", "label": "Size", "type": "prompt", "required": true, "inputs": ["1.text"] }""", "a slot of type prompt must be called 'prompt', where jobs and images look for it.")]
    [InlineData("""{ "name": "size", "label": "Size", "type": "choice", "default": "a", "inputs": ["1.text"] }""", "a choice needs choices or choicesFrom.")]
    public void A_wrong_slot_is_refused_with_file_and_slot(string slot, string reason)
    {
        Write(slot);

        var exception = Assert.Throws<TemplateException>(() => TemplateReader.ReadFolder(_folder));

        Assert.Equal($"mine.template.json, slot 'size': {reason}", exception.Message);
    }

    [Fact]
    public void A_template_without_its_graph_is_refused()
    {
        Write(Slot("prompt"));
        File.Delete(Path.Join(_folder, "mine.json"));

        Assert.Equal("mine.json: the graph of the template is missing.", Assert.Throws<TemplateException>(() => TemplateReader.ReadFolder(_folder)).Message);
    }

    [Fact]
    public async Task STK_INTEGRATION_034_A_template_that_changes_is_read_again_and_a_broken_one_leaves_the_last_good()
    {
        Write(Slot("prompt"));
        await using var api = await StudioApi.StartAsync(redis, ("Templates:Folder", _folder));
        var library = api.Get<TemplateLibrary>();

        Write(Slot("prompt"), title: "Better");
        library.Reload();
        Assert.Equal("Better", library.Find("mine")!.File.Title);

        File.WriteAllText(Path.Join(_folder, "mine.template.json"), "{");
        library.Reload();
        Assert.Equal("Better", library.Find("mine")!.File.Title);
    }

    [Fact]
    public async Task A_wrong_template_stops_the_start()
    {
        Write("""{ "name": "size", "label": "Size", "type": "integer", "default": 5, "inputs": ["9.text"] }""");

        Assert.Contains("mine.template.json, slot 'size'", await FailedStart.OfAsync("Templates:Folder", _folder), StringComparison.Ordinal);
    }

    private void Write(string slot, string title = "Mine")
    {
        File.WriteAllText(Path.Join(_folder, "mine.json"), Graph);
        File.WriteAllText(Path.Join(_folder, "mine.template.json"), $$"""{ "id": "mine", "version": "1", "title": "{{title}}", "slots": [{{slot}}] }""");
    }

    private static string Slot(string name) => $$"""{ "name": "{{name}}", "label": "Prompt", "type": "prompt", "required": true, "inputs": ["1.text"] }""";

    private static JsonNode Slot(JsonNode template, string name) => template["slots"]!.AsArray().Single(slot => (string)slot!["name"]! == name)!;
}
