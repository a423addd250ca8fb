using System.Text.Json;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Workflows;

/// <summary>
/// What the editor notes beside the nodes and no engine is told: where a model is found (<c>properties.models</c>), and which package
/// brings a node (<c>cnr_id</c>, or <c>aux_id</c>, which is owner and name on GitHub).
/// </summary>
internal sealed class WorkflowHints
{
    private const string Core = "comfy-core";

    private readonly Dictionary<string, RequiredNode> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Folder, string Name), RequiredModel> _models = [];

    public static WorkflowHints Read(JsonElement? workflow)
    {
        var hints = new WorkflowHints();
        if (workflow is { ValueKind: JsonValueKind.Object } json)
        {
            hints.ReadModels(json);
            hints.ReadGraph(json);
            foreach (var subgraph in Items(Find(Find(json, "definitions"), "subgraphs")))
                hints.ReadGraph(subgraph);
            foreach (var group in Properties(Find(Find(json, "extra"), "groupNodes")))
                hints.ReadGraph(group);
        }

        return hints;
    }

    public RequiredNode? FindNode(string classType) => _nodes.GetValueOrDefault(classType);

    /// <summary>A node with the package that brings it, as far as the workflow says: <c>Glow (glow-pack 1.2.0)</c>.</summary>
    public string Describe(string classType)
    {
        var package = FindNode(classType)?.Package;
        return package is null ? classType : _versions.TryGetValue(classType, out var version) ? $"{classType} ({package} {version})" : $"{classType} ({package})";
    }

    public RequiredModel? FindModel(string folder, string name) =>
        _models.GetValueOrDefault((folder, name)) ?? _models.Values.FirstOrDefault(model => model.Name == FileName(name));

    private void ReadGraph(JsonElement graph)
    {
        foreach (var node in Items(Find(graph, "nodes")))
        {
            var properties = Find(node, "properties");
            ReadModels(properties);
            if (Text(node, "type") is not { } type || ReadPackage(type, properties) is not { } required)
                continue;
            _nodes.TryAdd(type, required);
            // A commit's hash tells a person nothing.
            if (Text(properties, "ver") is { Length: > 0 and < 20 } version)
                _versions.TryAdd(type, version);
        }
    }

    private static RequiredNode? ReadPackage(string type, JsonElement properties)
    {
        if (Text(properties, "aux_id") is { } repository && repository.Count(letter => letter == '/') == 1)
            return new RequiredNode(type, repository[(repository.IndexOf('/', StringComparison.Ordinal) + 1)..], $"https://github.com/{repository}");
        return Text(properties, "cnr_id") is { Length: > 0 } id && id != Core
            ? new RequiredNode(type, id, $"https://registry.comfy.org/nodes/{Uri.EscapeDataString(id)}")
            : null;
    }

    private void ReadModels(JsonElement owner)
    {
        foreach (var model in Items(Find(owner, "models")))
        {
            if (Text(model, "name") is { } name && Text(model, "url") is { } url && Text(model, "directory") is { } folder && IsWebAddress(url))
                _models.TryAdd((folder, name), new RequiredModel(folder, name, url, Hash(model)));
        }
    }

    private static string? Hash(JsonElement model) =>
        Text(model, "hash_type")?.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant() == "SHA256" && Text(model, "hash")?.ToLowerInvariant() is { } hash
            && Sha256Text.IsOne(hash)
            ? hash
            : null;

    private static bool IsWebAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

    private static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static JsonElement Find(JsonElement json, string name) => json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement json, string name) => Find(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static IEnumerable<JsonElement> Properties(JsonElement json) =>
        json.ValueKind is JsonValueKind.Object ? json.EnumerateObject().Select(property => property.Value) : [];

    private static JsonElement.ArrayEnumerator Items(JsonElement json) => json.ValueKind is JsonValueKind.Array ? json.EnumerateArray() : default;
}
