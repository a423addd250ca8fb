namespace ComfyStudio.ComfyUI;

/// <summary>A node's visible result. Videos and audio come under other keys of the same shape.</summary>
public sealed record NodeOutput(IReadOnlyList<OutputFile> Files)
{
    /// <summary>What a node says in words.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}

/// <param name="Subfolder">With <c>/</c>; empty for none.</param>
/// <param name="Type"><c>output</c>, <c>temp</c> or <c>input</c>.</param>
/// <param name="Kind">The key it came under: <c>images</c>, <c>gifs</c>, <c>audio</c>, …</param>
public sealed record OutputFile(string Filename, string Subfolder, string Type, string Kind = "images");
