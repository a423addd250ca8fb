using System.Collections.Frozen;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Nodes that only the editor knows. No engine has them, so they are known by name.</summary>
internal static class VirtualNodes
{
    private static readonly FrozenDictionary<string, VirtualKind> Kinds = new Dictionary<string, VirtualKind>
    {
        ["Reroute"] = VirtualKind.PassThrough,
        ["Reroute (rgthree)"] = VirtualKind.PassThrough,
        ["PrimitiveNode"] = VirtualKind.Primitive,
        ["SetNode"] = VirtualKind.PassThrough,
        ["easy setNode"] = VirtualKind.PassThrough,
        ["GetNode"] = VirtualKind.Getter,
        ["easy getNode"] = VirtualKind.Getter,
        ["Note"] = VirtualKind.Cosmetic,
        ["MarkdownNote"] = VirtualKind.Cosmetic,
        ["Label (rgthree)"] = VirtualKind.Cosmetic,
        ["Bookmark (rgthree)"] = VirtualKind.Cosmetic,
        ["Fast Muter (rgthree)"] = VirtualKind.Cosmetic,
        ["Fast Bypasser (rgthree)"] = VirtualKind.Cosmetic,
        ["Fast Groups Muter (rgthree)"] = VirtualKind.Cosmetic,
        ["Fast Groups Bypasser (rgthree)"] = VirtualKind.Cosmetic,
        ["Fast Actions Button (rgthree)"] = VirtualKind.Cosmetic,
        ["Mute / Bypass Relay (rgthree)"] = VirtualKind.Cosmetic,
        ["Mute / Bypass Repeater (rgthree)"] = VirtualKind.Cosmetic,
        ["Node Collector (rgthree)"] = VirtualKind.Cosmetic,
        ["Random Unmuter (rgthree)"] = VirtualKind.Cosmetic,
        ["Anything Everywhere"] = VirtualKind.Broadcast,
        ["Anything Everywhere3"] = VirtualKind.Broadcast,
        ["Anything Everywhere?"] = VirtualKind.Broadcast,
        ["Prompts Everywhere"] = VirtualKind.Broadcast,
        ["Seed Everywhere"] = VirtualKind.Primitive,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> SetterOf = new Dictionary<string, string>
    {
        ["GetNode"] = "SetNode",
        ["easy getNode"] = "easy setNode",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null for a node that an engine may have.</summary>
    public static VirtualKind? Find(string type) => Kinds.TryGetValue(type, out var kind) ? kind : null;

    /// <summary>The node that gives a getter its value: the one with the same name, here or in a graph around.</summary>
    public static (Scope Scope, EditorNode Node)? FindSetter(Scope scope, EditorNode getter)
    {
        if (Name(getter) is not { } name)
            return null;
        for (var around = scope; around is not null; around = around.Host?.Around)
        {
            if (around.Graph.Nodes.Values.FirstOrDefault(node => node.Type == SetterOf[getter.Type] && Name(node) == name) is { } setter)
                return (around, setter);
        }

        return null;
    }

    /// <summary>The name that a person gave a node; null when it has the editor's.</summary>
    public static string? TitleOf(EditorNode node) => string.IsNullOrWhiteSpace(node.Title) || node.Title is "Primitive" || node.Title == node.Type ? null : node.Title;

    private static string? Name(EditorNode node) => WidgetValues.First(node)?.Text();
}

internal enum VirtualKind
{
    /// <summary>Gives on what it takes, slot by slot.</summary>
    PassThrough,

    /// <summary>Its first widget is the value.</summary>
    Primitive,

    /// <summary>Gives what the setter of the same name takes.</summary>
    Getter,

    /// <summary>Text for people, and buttons that change modes of other nodes.</summary>
    Cosmetic,

    /// <summary>Makes links that stand nowhere in the file.</summary>
    Broadcast,
}
