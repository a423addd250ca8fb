using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI;

/// <summary>What an engine told of its nodes.</summary>
/// <param name="Json">As it came; <see cref="NodeCatalog.Parse"/> reads it again.</param>
public sealed record NodeDefinitions(NodeCatalog Catalog, ReadOnlyMemory<byte> Json);
