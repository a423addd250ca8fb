using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>
/// What older editors had in place of subgraphs: a node of the type <c>workflow&gt;name</c> stands for the nodes in
/// <c>extra.groupNodes.name</c>. Nothing in the file says which of its slots and values belong to which node inside; they are counted in
/// the order in which that editor made them.
/// </summary>
internal sealed record GroupNodes(IReadOnlyDictionary<string, GroupDefinition> ByName)
{
    private static readonly string[] Prefixes = ["workflow>", "workflow/"];

    public static GroupNodes None { get; } = new(new Dictionary<string, GroupDefinition>());

    /// <summary>Whether a type is the name of one, in this file or not.</summary>
    public static bool IsOne(string type) => NameOf(type) is not null;

    public GroupDefinition? Find(string type) => NameOf(type) is { } name ? ByName.GetValueOrDefault(name) : null;

    private static string? NameOf(string type) =>
        Prefixes.FirstOrDefault(prefix => type.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix ? type[prefix.Length..] : null;
}

/// <param name="Nodes">Their ids are their places in the list.</param>
/// <param name="External">Outputs that are shown although they are used inside.</param>
/// <param name="Config">What a person hid or named otherwise, by node and name.</param>
internal sealed record GroupDefinition(
    IReadOnlyList<EditorNode> Nodes, IReadOnlyList<EditorLink> Links, IReadOnlySet<(string NodeId, int Slot)> External, JsonElement Config)
{
    public EditorLink? LinkTo(EditorNode node, int slot) => Links.FirstOrDefault(link => link.TargetId == node.Id && link.TargetSlot == slot);

    public bool IsLinkedFrom(EditorNode node) => Links.Any(link => link.OriginId == node.Id);

    public bool IsHidden(EditorNode node, string input) => Config.Find(node.Id).Find("input").Find(input).Find("visible").ValueKind is JsonValueKind.False;

    /// <summary>What a person called an input of a node inside.</summary>
    public string? NameOf(EditorNode node, string input) => Config.Find(node.Id).Find("input").Find(input).Text("name");

    public bool ShowsOutput(EditorNode node, int slot) => Config.Find(node.Id).Find("output").Find($"{slot}").Find("visible") switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => External.Contains((node.Id, slot)) || !Links.Any(link => link.OriginId == node.Id && link.OriginSlot == slot),
    };

    /// <summary>Whether the editor made slots of a node inside: notes have none, nor have reroutes that only serve inside.</summary>
    public bool HasSlots(EditorNode node) => VirtualNodes.Find(node.Type) switch
    {
        null => true,
        VirtualKind.PassThrough => !(IsLinkedFrom(node) && LinkTo(node, 0) is not null) || External.Contains((node.Id, 0)),
        VirtualKind.Primitive => IsLinkedFrom(node),
        _ => false,
    };
}
