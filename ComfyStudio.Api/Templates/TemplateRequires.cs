using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Templates;

/// <summary>What a person must install for a template, and where it is found. What an engine lacks is told from the graph itself.</summary>
internal sealed record TemplateRequires
{
    /// <summary>Nodes that no ComfyUI brings along.</summary>
    public IReadOnlyList<RequiredNode> Nodes { get; init => field = value ?? []; } = [];

    /// <summary>Models that the template was made for. Another one of their kind can take their place where a slot offers it.</summary>
    public IReadOnlyList<RequiredModel> Models { get; init => field = value ?? []; } = [];

    [JsonIgnore]
    public IEnumerable<string> Addresses => Nodes.Select(node => node.Url).Concat(Models.Select(model => model.Url));
}

/// <param name="Package">The custom node package that brings it.</param>
/// <param name="Url">Of the package.</param>
internal sealed record RequiredNode(string ClassType, string Package, string Url);

/// <param name="Folder">ComfyUI's folder for it, for example <c>checkpoints</c>.</param>
/// <param name="Name">As the file is called there.</param>
/// <param name="Sha256">Of the file, where it is known; lower-case hexadecimal.</param>
internal sealed record RequiredModel(string Folder, string Name, string Url, string? Sha256 = null, string? Description = null);
