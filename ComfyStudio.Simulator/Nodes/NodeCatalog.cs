using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace ComfyStudio.Simulator.Nodes;

/// <summary>One input as the catalogue declares it: its type (or list of choices) and its options.</summary>
internal sealed record InputDeclaration(string Name, bool IsRequired, JsonArray Declaration)
{
    /// <summary>INT, FLOAT, STRING, BOOLEAN, COMBO or the name of a socket; COMBO also for the old style, a bare list.</summary>
    public string Type => Declaration[0] is JsonArray ? "COMBO" : (string)Declaration[0]!;

    public bool IsOldCombo => Declaration[0] is JsonArray;

    public JsonObject? Options => Declaration.Count > 1 ? Declaration[1] as JsonObject : null;

    public JsonArray? Choices => Declaration[0] as JsonArray ?? Options?["options"] as JsonArray;
}

/// <summary>The node types on offer, as /object_info describes them; the lists of files in it are those of the moment.</summary>
internal sealed class NodeCatalog
{
    private const string InputFiles = "input";

    // class, input → the folder whose files are the choices
    private static readonly (string Class, string Input, string Folder)[] FileLists =
    [
        ("CheckpointLoaderSimple", "ckpt_name", "checkpoints"), ("VAELoader", "vae_name", "vae"),
        ("LoraLoader", "lora_name", "loras"), ("LoraLoaderModelOnly", "lora_name", "loras"),
        ("ControlNetLoader", "control_net_name", "controlnet"), ("UpscaleModelLoader", "model_name", "upscale_models"),
        ("UNETLoader", "unet_name", "diffusion_models"), ("DualCLIPLoader", "clip_name1", "text_encoders"),
        ("DualCLIPLoader", "clip_name2", "text_encoders"), ("CLIPLoader", "clip_name", "text_encoders"),
        ("CLIPVisionLoader", "clip_name", "clip_vision"), ("StyleModelLoader", "style_model_name", "style_models"),
        ("LoadImage", "image", InputFiles), ("LoadImageMask", "image", InputFiles),
    ];

    private readonly ModelShelf _shelf;
    private readonly ImageFolders _folders;
    private readonly FrozenSet<string> _outputs;
    private readonly FrozenDictionary<string, string[]> _outputTypes;
    private readonly string _resource;

    public NodeCatalog(ModelShelf shelf, ImageFolders folders)
    {
        _shelf = shelf;
        _folders = folders;
        using var stream = typeof(NodeCatalog).Assembly.GetManifestResourceStream("object_info.json")!;
        using var reader = new StreamReader(stream);
        _resource = reader.ReadToEnd();
        var nodes = (JsonObject)JsonNode.Parse(_resource)!;
        _outputs = nodes.Where(node => (bool)node.Value!["output_node"]!).Select(node => node.Key).ToFrozenSet();
        _outputTypes = nodes.ToFrozenDictionary(
            node => node.Key, node => ((JsonArray)node.Value!["output"]!).Select(type => type!.ToString()).ToArray());
    }

    public IEnumerable<string> Classes => _outputTypes.Keys;

    public bool Contains(string classType) => _outputTypes.ContainsKey(classType);

    public bool IsOutput(string classType) => _outputs.Contains(classType);

    public IReadOnlyList<string> OutputTypes(string classType) => _outputTypes[classType];

    /// <summary>A fresh copy; its lists of files are read now.</summary>
    public JsonObject Describe()
    {
        var nodes = (JsonObject)JsonNode.Parse(_resource)!;
        foreach (var (classType, input, folder) in FileLists)
            Fill((JsonArray)nodes[classType]!["input"]!["required"]![input]!, Files(folder));
        return nodes;
    }

    /// <summary>Its inputs, required ones first, in the order in which ComfyUI checks them.</summary>
    public static IEnumerable<InputDeclaration> Inputs(JsonObject catalog, string classType)
    {
        var inputs = (JsonObject)catalog[classType]!["input"]!;
        foreach (var group in new[] { "required", "optional" })
            if (inputs[group] is JsonObject declared)
                foreach (var (name, declaration) in declared)
                    yield return new InputDeclaration(name, group == "required", (JsonArray)declaration!);
    }

    private IEnumerable<string> Files(string folder) => folder == InputFiles ? _folders.InputFiles()
        : folder == "vae" ? _shelf.Files(folder)!.Append("pixel_space")
        : _shelf.Files(folder)!;

    private static void Fill(JsonArray declaration, IEnumerable<string> files)
    {
        var choices = new JsonArray([.. files.Select(file => JsonValue.Create(file))]);
        if (declaration[0] is JsonArray)
            declaration[0] = choices;
        else
            declaration[1]!["options"] = choices;
    }
}
