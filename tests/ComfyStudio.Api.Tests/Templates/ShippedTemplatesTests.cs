using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Templates;

/// <summary>Every shipped template against what a ComfyUI 0.33.0 with the nodes and models that it asks for told of them.</summary>
public sealed class ShippedTemplatesTests : IDisposable
{
    private static readonly IReadOnlyList<Template> Templates = TemplateReader.ReadFolder(Path.Join(Checkout.Root, "workflows"));

    private readonly InputsFolder _inputs = new();

    public static TheoryData<string> Ids => [.. Templates.Select(template => template.Id)];

    public void Dispose() => _inputs.Dispose();

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_engine_takes_it_as_it_is_offered(string id)
    {
        var bound = Bind(id, everything: false);

        Assert.Equal([], GraphCheck.Find(bound.Graph, NodeFixture.Catalog).Select(fault => fault.ToString()));
        Assert.Empty(bound.Filled);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_engine_takes_it_with_every_part_switched_on(string id)
    {
        var bound = Bind(id, everything: true);

        Assert.Equal([], GraphCheck.Find(bound.Graph, NodeFixture.Catalog).Select(fault => fault.ToString()));
        Assert.Superset(
            Find(id).Graph.Nodes.Select(node => node.Id).ToHashSet(),
            bound.Graph.Nodes.Select(node => node.Id).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_node_is_needed_and_every_slot_is_in_a_group(string id)
    {
        var template = Find(id);
        var bound = Bind(id, everything: true);
        var before = bound.Graph.Nodes.Count;

        bound.Graph.Prune(bound.Graph.OutputNodes(NodeFixture.Catalog));

        Assert.Equal(before, bound.Graph.Nodes.Count);
        Assert.All(template.Slots, slot => Assert.True(slot.Help?.Length > 0, $"'{slot.Name}' has no help."));
    }

    [Theory]
    [InlineData("text_to_image_sdxl")]
    [InlineData("text_to_image_sd15")]
    public void Text_to_image_needs_no_more_than_a_checkpoint_while_nothing_else_is_chosen(string id)
    {
        var requirements = Bind(id, everything: false).Requirements(engineId: null);

        Assert.Equal(["CLIPTextEncode", "CheckpointLoaderSimple", "EmptyLatentImage", "KSampler", "SaveImage", "VAEDecode"], requirements.Nodes);
        Assert.StartsWith("checkpoints/", Assert.Single(requirements.Models), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pose_needs_custom_nodes_only_to_find_it_in_a_photo()
    {
        Assert.DoesNotContain("OpenposePreprocessor", Bind("controlnet_pose", everything: false).Graph.ClassTypes);
        Assert.Contains("OpenposePreprocessor", Bind("controlnet_pose", everything: true).Graph.ClassTypes);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Nodes_that_no_ComfyUI_brings_along_say_where_they_come_from(string id)
    {
        var template = Find(id);
        var custom = template.Graph.ClassTypes.Where(IsCustom);

        Assert.Equal(custom.Order(), template.File.Requires.Nodes.Select(node => node.ClassType).Order());
    }

    private static bool IsCustom(string classType) =>
        JsonElement.Parse(NodeFixture.Json).GetProperty(classType).GetProperty("python_module").GetString()!.StartsWith("custom_nodes.", StringComparison.Ordinal);

    private static Template Find(string id) => Templates.Single(template => template.Id == id);

    private BoundGraph Bind(string id, bool everything)
    {
        var template = Find(id);
        var values = template.Slots.ToDictionary(slot => slot.Name, slot => everything && slot.IsOptional ? Chosen(template, slot) : Usual(template, slot));
        if (everything)
        {
            foreach (var slot in template.Slots.Where(slot => slot.Type is SlotType.Boolean))
                values[slot.Name] = JsonElement.Parse("true");
            foreach (var slot in template.Slots.Where(slot => slot.Type is SlotType.Loras))
                values[slot.Name] = JsonElement.Parse("""[{ "name": "style/ink.safetensors", "strength": 0.8 }, { "name": "detail.safetensors", "strength": -1, "clip": 0 }]""");
        }

        return new TemplateBinder(_inputs.Files).Bind(template, values, [NodeFixture.Catalog]);
    }

    private JsonElement Usual(Template template, Slot slot) => slot switch
    {
        // -1 stands for a seed that is drawn before it is bound.
        { Type: SlotType.Seed } => JsonElement.Parse("7"),
        { Default: { } value } => value,
        { IsOptional: true } => SlotValues.Nothing,
        { Type: SlotType.Loras } => JsonElement.Parse("[]"),
        _ => Chosen(template, slot),
    };

    private JsonElement Chosen(Template template, Slot slot) => slot.Type switch
    {
        SlotType.Prompt or SlotType.Text => JsonElement.Parse("\"a lighthouse\""),
        SlotType.Model => JsonSerializer.SerializeToElement(Choices(template, slot)[0], GenerationJson.Default.String),
        SlotType.Image or SlotType.Mask => JsonSerializer.SerializeToElement(_inputs.PictureId, GenerationJson.Default.String),
        SlotType.Integer or SlotType.Float => JsonSerializer.SerializeToElement(slot.Max!.Value, GenerationJson.Default.Double),
        _ => throw new NotSupportedException($"What would {slot.Type} be?"),
    };

    private static IReadOnlyList<string> Choices(Template template, Slot slot)
    {
        var place = SlotInput.Parse(slot.Inputs[0]);
        return NodeFixture.Catalog.Choices(template.Graph.Node(place.NodeId).ClassType, place.Input);
    }
}
