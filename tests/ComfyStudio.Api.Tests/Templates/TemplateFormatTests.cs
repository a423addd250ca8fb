using System.Text.Json.Nodes;
using ComfyStudio.Api.Templates;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Templates;

public sealed class TemplateFormatTests(RedisServer redis) : IDisposable
{
    private readonly TemplatesFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_template_shows_its_groups_its_needs_and_every_kind_of_slot()
    {
        _folder.Write("mine", TemplatesFolder.Graph, Everything);
        await using var api = await StudioApi.StartAsync(redis, ("Templates:Folder", _folder.Path));

        var template = (await api.GetAsync("/api/templates/mine")).Body;

        Assert.Equal("shipped", (string)template["source"]!);
        Assert.Null(template["preview"]);
        Assert.Equal([("main", false), ("more", true)], template["groups"]!.AsArray().Select(group => ((string)group!["name"]!, (bool)group["advanced"]!)));
        Assert.Equal("https://example.org/nodes", (string)template["requires"]!["nodes"]![0]!["url"]!);
        Assert.Equal("x.safetensors", (string)template["requires"]!["models"]![0]!["name"]!);
        Assert.Equal(
            ["prompt", "size", "model", "image", "mask", "boolean", "loras"],
            template["slots"]!.AsArray().Select(slot => (string)slot!["type"]!));
        Assert.Equal("""{"slot":"hires","is":true}""", Slot(template, "picture")["visibleWhen"]!.ToJsonString());
        Assert.Equal("""{"slot":"picture","isNot":null}""", Slot(template, "mask")["visibleWhen"]!.ToJsonString());
        Assert.Equal((true, "more"), ((bool)Slot(template, "vae")["optional"]!, (string)Slot(template, "vae")["group"]!));
        Assert.False((bool)Slot(template, "hires")["optional"]!);
    }

    [Fact]
    public async Task Choices_are_those_of_the_engines_now_and_files_are_left_to_the_list_of_models()
    {
        _folder.Write("mine", TemplatesFolder.Graph, $$"""
            { "slots": [{{TemplatesFolder.Prompt}},
              { "name": "sampler", "label": "Sampler", "type": "choice", "choicesFrom": "samplers", "default": "euler", "inputs": ["1.sampler"] },
              { "name": "mode", "label": "Mode", "type": "choice", "choices": ["a", "b"], "default": "a", "inputs": ["1.mode"] },
              { "name": "vae", "label": "VAE", "type": "model", "choicesFrom": "vae", "inputs": ["1.vae"] }] }
            """);
        await using var api = await StudioApi.StartAsync(redis, ("Templates:Folder", _folder.Path));

        Assert.Null(Slot(await TemplateAsync(api), "sampler")["choices"]);
        await api.PublishEngineAsync(catalog: api.Catalog(StudioApi.Sdxl));
        var template = await TemplateAsync(api);

        Assert.Equal(["euler", "dpmpp_2m"], Choices(template, "sampler"));
        Assert.Equal(["a", "b"], Choices(template, "mode"));
        Assert.Null(Slot(template, "vae")["choices"]);
    }

    [Fact]
    public async Task A_template_may_have_a_picture()
    {
        _folder.Write("mine", TemplatesFolder.Graph, $$"""{ "preview": "previews/mine.webp", "slots": [{{TemplatesFolder.Prompt}}] }""");
        _folder.Write("plain", TemplatesFolder.Graph, $$"""{ "slots": [{{TemplatesFolder.Prompt}}] }""");
        _folder.WriteFile("previews/mine.webp", [1, 2, 3]);
        await using var api = await StudioApi.StartAsync(redis, ("Templates:Folder", _folder.Path));

        var picture = await api.GetAsync((string)(await TemplateAsync(api))["preview"]!);

        Assert.Equal((200, "image/webp"), (picture.Status, picture.Header("Content-Type")));
        Assert.Equal([1, 2, 3], picture.Bytes);
        Assert.Equal("The template 'plain' has no picture.", (string)(await api.GetAsync("/api/templates/plain/preview")).Body["detail"]!);
        Assert.Equal(404, (await api.GetAsync("/api/templates/nobody")).Status);
    }

    [Theory]
    [InlineData("""{ "groups": [{ "name": "a", "label": "A" }, { "name": "a", "label": "A" }], "slots": [@] }""", "the group 'a' stands twice.")]
    [InlineData("""{ "preview": "../secret.png", "slots": [@] }""", "the preview '../secret.png' must be a .webp, .png or .jpg below the folder of the templates.")]
    [InlineData("""{ "requires": { "nodes": [{ "classType": "A", "package": "p", "url": "ftp://x" }] }, "slots": [@] }""", "'ftp://x' is no address on the web.")]
    [InlineData("""{ "requires": { "models": [{ "folder": "vae", "name": "v", "url": "https://x.org/v", "sha256": "ABC" }] }, "slots": [@] }""", "the sha256 of 'v' must be 64 hexadecimal digits, the letters small.")]
    public void A_wrong_template_is_refused_with_its_file(string template, string reason) =>
        Assert.Equal($"mine.template.json: {reason}", Refusal(template.Replace("@", TemplatesFolder.Prompt, StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{ "type": "text", "default": "", "inputs": ["1.mode"], "group": "nowhere" }""", "there is no group 'nowhere'.")]
    [InlineData("""{ "type": "text", "default": "", "inputs": ["1.mode"], "visibleWhen": { "slot": "ghost", "is": 1 } }""", "visibleWhen: there is no other slot 'ghost'.")]
    [InlineData("""{ "type": "text", "default": "", "inputs": ["1.mode"], "visibleWhen": { "slot": "slot", "is": 1 } }""", "visibleWhen: there is no other slot 'slot'.")]
    [InlineData("""{ "type": "text", "default": "", "inputs": ["1.mode"], "visibleWhen": { "slot": "prompt" } }""", "visibleWhen needs one of is and isNot.")]
    [InlineData("""{ "type": "text", "default": "", "inputs": [] }""", "it goes nowhere: inputs is empty.")]
    [InlineData("""{ "type": "size", "default": { "width": 8, "height": 8 }, "inputs": ["1.width"] }""", "a size needs its inputs in pairs: width, height.")]
    [InlineData("""{ "type": "size", "default": { "width": 8 }, "inputs": ["1.width", "1.height"] }""", "its default does not fit: Slot must be given as { \"width\": 1024, \"height\": 1024 }, both whole numbers.")]
    [InlineData("""{ "type": "size", "max": 9, "default": { "width": 8, "height": 10 }, "inputs": ["1.width", "1.height"] }""", "its default does not fit: Slot: the height must be 9 or less.")]
    [InlineData("""{ "type": "loras", "inputs": ["2.0", "2.1", "2.2"] }""", "loras need one or two outputs: the model's and, if it takes them, the clip's.")]
    [InlineData("""{ "type": "loras", "inputs": ["2.model"] }""", "the output '2.model' must be written as node.slot, for example 4.0.")]
    [InlineData("""{ "type": "loras", "inputs": ["9.0"] }""", "the graph has no node '9'.")]
    [InlineData("""{ "type": "loras", "default": [{ "strength": 1 }], "inputs": ["2.0"] }""", "its default does not fit: Slot must be given as [{ \"name\": \"ink.safetensors\", \"strength\": 0.8 }].")]
    [InlineData("""{ "type": "image", "inputs": ["1.mode"] }""", "it needs required: true, or off for the time without it.")]
    [InlineData("""{ "type": "image", "default": "cat.png", "inputs": ["1.mode"] }""", "its default does not fit: Slot must be the id of an uploaded picture, see POST /api/inputs.")]
    [InlineData("""{ "type": "model", "choicesFrom": "vae", "required": true, "inputs": ["1.vae"], "off": { "3.images": ["2", 0] } }""", "it is required, so off would never happen.")]
    [InlineData("""{ "type": "boolean", "default": true, "inputs": [], "off": { "3.images": 2 } }""", "off: '3.images' needs a link, for example [\"4\", 2].")]
    [InlineData("""{ "type": "boolean", "default": true, "inputs": [], "off": { "3.images": ["9", 0] } }""", "off: the graph has no node '9'.")]
    [InlineData("""{ "type": "boolean", "default": true, "inputs": [], "off": { "3.pictures": ["2", 0] } }""", "off: node '3' (SaveImage) has no input 'pictures'; it has images, filename_prefix.")]
    [InlineData("""{ "type": "choice", "choicesFrom": "node", "default": "a", "inputs": [], "off": { "3.images": ["2", 0] } }""", "choicesFrom node takes the choices of its first input, and it has none.")]
    public void A_wrong_slot_is_refused_with_file_and_slot(string slot, string reason)
    {
        var named = JsonNode.Parse(slot)!;
        (named["name"], named["label"]) = ("slot", "Slot");

        Assert.Equal($"mine.template.json, slot 'slot': {reason}", Refusal($$"""{ "slots": [{{TemplatesFolder.Prompt}}, {{named}}] }"""));
    }

    private const string Everything = $$"""
        { "$schema": "schema/template.schema.json",
          "groups": [{ "name": "main", "label": "Main" }, { "name": "more", "label": "More", "advanced": true }],
          "requires": { "nodes": [{ "classType": "Odd", "package": "odd-nodes", "url": "https://example.org/nodes" }],
                        "models": [{ "folder": "checkpoints", "name": "x.safetensors", "url": "https://example.org/x" }] },
          "slots": [{{TemplatesFolder.Prompt}},
            { "name": "canvas", "label": "Size", "type": "size", "default": { "width": 512, "height": 768 }, "inputs": ["1.width", "1.height"] },
            { "name": "vae", "label": "VAE", "type": "model", "group": "more", "choicesFrom": "vae", "inputs": ["1.vae"], "off": { "3.images": ["2", 0] } },
            { "name": "picture", "label": "Picture", "type": "image", "inputs": ["1.mode"], "off": { "3.images": ["2", 0] }, "visibleWhen": { "slot": "hires", "is": true } },
            { "name": "mask", "label": "Mask", "type": "mask", "inputs": ["1.mode"], "off": { "3.images": ["2", 0] }, "visibleWhen": { "slot": "picture", "isNot": null } },
            { "name": "hires", "label": "Hires", "type": "boolean", "default": false, "inputs": [], "off": { "3.images": ["2", 0] } },
            { "name": "loras", "label": "LoRAs", "type": "loras", "inputs": ["2.0", "2.1"] }] }
        """;

    private string Refusal(string template)
    {
        _folder.Write("mine", TemplatesFolder.Graph, template);
        return Assert.Throws<TemplateException>(() => TemplateReader.ReadFolder(_folder.Path)).Message;
    }

    private static async Task<JsonNode> TemplateAsync(StudioApi api) => (await api.GetAsync("/api/templates/mine")).Body;

    private static JsonNode Slot(JsonNode template, string name) => template["slots"]!.AsArray().Single(slot => (string)slot!["name"]! == name)!;

    private static IEnumerable<string> Choices(JsonNode template, string name) => Slot(template, name)["choices"]!.AsArray().Select(choice => (string)choice!);
}
