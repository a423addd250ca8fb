using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// Reads a graph as ComfyUI's editor saves it (<c>workflow</c>): the values of a node are a list without names there. Newer files name
/// them beside the inputs; for older ones the order of the common nodes is known here. Graphs within the graph (<c>definitions.subgraphs</c>)
/// are laid out flat: <see cref="EditorSubgraphs"/>.
/// </summary>
internal static class ComfyUIEditorGraph
{
    internal const int Muted = 2;
    internal const int Bypassed = 4;

    // "=" stands for the choice what happens to a seed after each run, which the editor keeps behind it.
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["KSampler"] = ["seed", "=", "steps", "cfg", "sampler_name", "scheduler", "denoise"],
        ["KSamplerAdvanced"] =
            ["add_noise", "noise_seed", "=", "steps", "cfg", "sampler_name", "scheduler", "start_at_step", "end_at_step", "return_with_leftover_noise"],
        ["KSampler (Efficient)"] = ["seed", "=", "steps", "cfg", "sampler_name", "scheduler", "denoise"],
        ["SamplerCustom"] = ["add_noise", "noise_seed", "=", "cfg"],
        ["RandomNoise"] = ["noise_seed", "="],
        ["KSamplerSelect"] = ["sampler_name"],
        ["BasicScheduler"] = ["scheduler", "steps", "denoise"],
        ["KarrasScheduler"] = ["steps", "sigma_max", "sigma_min", "rho"],
        ["CFGGuider"] = ["cfg"],
        ["FluxGuidance"] = ["guidance"],
        ["CLIPTextEncode"] = ["text"],
        ["CLIPTextEncodeSDXL"] = ["width", "height", "crop_w", "crop_h", "target_width", "target_height", "text_g", "text_l"],
        ["CLIPTextEncodeSDXLRefiner"] = ["ascore", "width", "height", "text"],
        ["KSamplerAdvanced (Efficient)"] =
            ["add_noise", "noise_seed", "=", "steps", "cfg", "sampler_name", "scheduler", "start_at_step", "end_at_step", "return_with_leftover_noise"],
        ["EmptySD3LatentImage"] = ["width", "height", "batch_size"],
        ["CLIPTextEncodeFlux"] = ["clip_l", "t5xxl", "guidance"],
        ["CLIPTextEncodeSD3"] = ["clip_l", "clip_g", "t5xxl", "empty_padding"],
        ["CheckpointLoaderSimple"] = ["ckpt_name"],
        ["CheckpointLoader"] = ["config_name", "ckpt_name"],
        ["UNETLoader"] = ["unet_name", "weight_dtype"],
        ["UnetLoaderGGUF"] = ["unet_name"],
        ["LoraLoader"] = ["lora_name", "strength_model", "strength_clip"],
        ["LoraLoaderModelOnly"] = ["lora_name", "strength_model"],
        ["EmptyLatentImage"] = ["width", "height", "batch_size"],
        ["SaveImage"] = ["filename_prefix"],
        ["PrimitiveNode"] = ["value", "="],
        ["PrimitiveInt"] = ["value", "="],
        ["PrimitiveFloat"] = ["value"],
        ["PrimitiveString"] = ["value"],
        ["PrimitiveStringMultiline"] = ["value"],
        ["StringConcatenate"] = ["string_a", "string_b", "delimiter"],
        ["Seed (rgthree)"] = ["seed"],
        ["SetNode"] = ["name"],
        ["GetNode"] = ["name"],
    };

    internal static bool IsOne(JsonElement graph) => graph.TryGetProperty("nodes", out var nodes) && nodes.ValueKind == JsonValueKind.Array;

    internal static ComfyUINodes Read(JsonElement graph)
    {
        var nodes = new ComfyUINodes();
        foreach (var scope in EditorSubgraphs.Open(graph, nodes))
        {
            foreach (var entry in scope.Entries.Where(entry => ModeOf(entry) == Bypassed))
                Bypass(entry, scope, nodes);
            var sources = NamedSources(scope.Entries, scope.Links);
            foreach (var entry in scope.Entries.Where(entry => ModeOf(entry) is not (Muted or Bypassed)))
                nodes.Add(NodeOf(entry, scope, sources));
        }

        return nodes;
    }

    private static ComfyUINode NodeOf(JsonElement entry, EditorScope scope, Dictionary<string, ComfyUILink> sources)
    {
        var node = new ComfyUINode(scope.Prefix + Text(entry, "id"), Text(entry, "type"));
        foreach (var (name, value) in scope.ValuesFor(Text(entry, "id")))
            node.Add(name, value);
        foreach (var input in Inputs(entry))
        {
            if (LinkOf(input, scope.Links) is { } link)
                node.Add(Text(input, "name"), link);
        }

        if (node.Type == "GetNode" && FirstValue(entry) is { } wanted && sources.TryGetValue(wanted, out var source))
            node.Add("source", source);
        AddValues(node, entry);
        return node;
    }

    private static void AddValues(ComfyUINode node, JsonElement entry)
    {
        if (!entry.TryGetProperty("widgets_values", out var values))
            return;
        if (values.ValueKind == JsonValueKind.Object)
        {
            foreach (var value in values.EnumerateObject())
                node.Add(value.Name, value.Value);
        }
        else if (values.ValueKind == JsonValueKind.Array)
        {
            AddListed(node, values.EnumerateArray().ToList(), NamesOf(node.Type, entry));
        }
    }

    private static void AddListed(ComfyUINode node, List<JsonElement> values, IReadOnlyList<string> names)
    {
        var place = 0;
        foreach (var name in names)
        {
            if (place >= values.Count)
                return;
            if (name != "=")
                node.Add(name, values[place++]);
            else if (IsAfterRun(values[place]))
                place++;
        }

        // Nodes that are not known: objects tell their own names, and long texts are most likely the prompt.
        for (; place < values.Count; place++)
            node.Add(values[place].ValueKind == JsonValueKind.String && names.Count == 0 ? $"text_{place}" : $"value_{place}", values[place]);
    }

    private static IReadOnlyList<string> NamesOf(string type, JsonElement entry)
    {
        if (Known.TryGetValue(type, out var known))
            return known;
        var names = new List<string>();
        foreach (var input in Inputs(entry).Where(input => input.TryGetProperty("widget", out _)))
        {
            names.Add(Text(input, "name"));
            if (names[^1] is "seed" or "noise_seed")
                names.Add("=");
        }

        return names;
    }

    private static bool IsAfterRun(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is "fixed" or "increment" or "decrement" or "randomize";

    // An output of a bypassed node is its first input of the same kind.
    private static void Bypass(JsonElement entry, EditorScope scope, ComfyUINodes nodes)
    {
        var slot = 0;
        foreach (var output in EditorSubgraphs.Listed(entry, "outputs"))
        {
            var type = Text(output, "type");
            var node = new ComfyUINode(scope.OutputOf(Text(entry, "id"), slot++).Node, ComfyUINode.Reroute);
            if (Inputs(entry).Where(input => Text(input, "type") == type).Select(input => LinkOf(input, scope.Links)).FirstOrDefault(link => link is not null) is { } source)
                node.Add("", source);
            nodes.Add(node);
        }
    }

    // Links without a line: what a "set" node was given, its "get" nodes have.
    private static Dictionary<string, ComfyUILink> NamedSources(IReadOnlyList<JsonElement> entries, IReadOnlyDictionary<long, ComfyUILink> links)
    {
        var sources = new Dictionary<string, ComfyUILink>(StringComparer.Ordinal);
        foreach (var entry in entries.Where(entry => Text(entry, "type") == "SetNode"))
        {
            if (FirstValue(entry) is { } name && Inputs(entry).Select(input => LinkOf(input, links)).FirstOrDefault(link => link is not null) is { } source)
                sources[name] = source;
        }

        return sources;
    }

    internal static ComfyUILink? LinkOf(JsonElement input, IReadOnlyDictionary<long, ComfyUILink> links) =>
        Whole(Member(input, "link")) is { } id && links.TryGetValue(id, out var link) ? link : null;

    internal static IEnumerable<JsonElement> Inputs(JsonElement entry) =>
        Member(entry, "inputs") is { ValueKind: JsonValueKind.Array } inputs ? inputs.EnumerateArray().Where(input => input.ValueKind == JsonValueKind.Object) : [];

    private static string? FirstValue(JsonElement entry) =>
        Member(entry, "widgets_values") is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0 ? values[0].ToString() : null;

    internal static long? ModeOf(JsonElement entry) => Whole(Member(entry, "mode"));

    internal static JsonElement Member(JsonElement entry, string name) => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) ? value : default;

    internal static string Text(JsonElement entry, string name) => Member(entry, name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : "";

    internal static long? Whole(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
