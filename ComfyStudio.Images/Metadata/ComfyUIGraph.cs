using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// Reads how an image was made from the graph that ComfyUI writes into it: from the node that saved it against the links to the
/// sampler, and from there to the texts, the model and the numbers.
/// </summary>
internal sealed class ComfyUIGraph
{
    // A graph may be made by anybody: no walk is longer than any sensible graph.
    private const int MaxWalk = 500;

    private static readonly string[] TextInputs = ["text", "text_g", "text_l", "t5xxl", "clip_l", "prompt", "string", "value"];
    private static readonly string[] PartInputs = ["noise", "guider", "sampler", "sigmas"];
    private static readonly string[] ModelInputs = ["ckpt_name", "unet_name", "model_name"];

    private readonly Dictionary<string, JsonElement> _nodes = new(StringComparer.Ordinal);

    private ComfyUIGraph(JsonElement graph)
    {
        foreach (var node in graph.EnumerateObject())
        {
            if (node.Value.ValueKind == JsonValueKind.Object && Inputs(node.Value).ValueKind == JsonValueKind.Object)
                _nodes[node.Name] = node.Value;
        }
    }

    /// <param name="json">A graph in the API format.</param>
    /// <returns>Null when it is none, or no sampler had a part in it.</returns>
    internal static ImageMaking? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new ComfyUIGraph(document.RootElement).Read() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static bool IsGraph(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && new ComfyUIGraph(document.RootElement)._nodes.Count > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private ImageMaking? Read()
    {
        var save = _nodes.Values.FirstOrDefault(IsSave);
        var roots = save.ValueKind == JsonValueKind.Undefined ? _nodes.Values : Upstream(save);
        var sampler = roots.FirstOrDefault(IsSampler);
        if (sampler.ValueKind == JsonValueKind.Undefined)
            return null;

        // Newer samplers take their parts from nodes of their own: noise, guider, sampler, sigmas.
        var parts = PartInputs.Select(input => Linked(sampler, input)).OfType<JsonElement>().Prepend(sampler).ToList();
        var models = parts.Select(part => Linked(part, "model")).OfType<JsonElement>().Take(1).SelectMany(model => Upstream(model).Prepend(model)).ToList();
        return new ImageMaking
        {
            Prompt = Text(parts, "positive") ?? Text(parts, "conditioning"),
            Negative = Text(parts, "negative"),
            Model = models.Select(node => ModelInputs.Select(input => String(node, input)).FirstOrDefault(name => name is not null))
                .FirstOrDefault(name => name is not null),
            Loras = [.. models.Select(Lora).OfType<LoraUse>().Reverse()],
            Seed = Whole(Number(parts, "seed") ?? Number(parts, "noise_seed")),
            Steps = (int?)Whole(Number(parts, "steps"), int.MaxValue),
            Cfg = (double?)Number(parts, "cfg"),
            Sampler = parts.Select(part => String(part, "sampler_name")).FirstOrDefault(name => name is not null),
            Scheduler = parts.Select(part => String(part, "scheduler")).FirstOrDefault(name => name is not null),
            Denoise = (double?)Number(parts, "denoise"),
            Source = "comfyui",
        };
    }

    private static bool IsSave(JsonElement node) => ClassType(node).Contains("Save", StringComparison.Ordinal) && Inputs(node).TryGetProperty("images", out _);

    private static bool IsSampler(JsonElement node) =>
        ClassType(node).Contains("Sampler", StringComparison.Ordinal) && Inputs(node).TryGetProperty("latent_image", out _);

    private static LoraUse? Lora(JsonElement node) =>
        String(node, "lora_name") is { } name
            ? new LoraUse(name, Inputs(node).TryGetProperty("strength_model", out var strength) && strength.TryGetDouble(out var value) ? value : 1)
            : null;

    private string? Text(List<JsonElement> parts, string input) =>
        parts.Select(part => Link(part, input)).OfType<(string Node, int Slot)>().Select(Text).FirstOrDefault(text => text is not null);

    // A node between sampler and text may carry both texts through; its output slot tells which one is meant.
    private string? Text((string Node, int Slot) link)
    {
        for (var steps = 0; steps < MaxWalk && _nodes.TryGetValue(link.Node, out var node); steps++)
        {
            if (OwnText(node) is { } text)
                return text;
            var carried = link.Slot == 0 ? "positive" : "negative";
            if ((Link(node, carried) ?? Link(node, "conditioning") ?? AnyLink(node)) is not { } next)
                return null;
            link = next;
        }

        return null;
    }

    private string? OwnText(JsonElement node) =>
        TextInputs.Select(input => String(node, input) ?? (Linked(node, input) is { } linked ? LiteralText(linked) : null))
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    private static string? LiteralText(JsonElement node) =>
        TextInputs.Select(input => String(node, input)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    private decimal? Number(List<JsonElement> parts, string input) =>
        parts.Select(part => Number(part, input)).FirstOrDefault(number => number is not null);

    private decimal? Number(JsonElement node, string input)
    {
        if (Inputs(node).TryGetProperty(input, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number))
            return number;
        return Linked(node, input) is { } linked
            ? Inputs(linked).EnumerateObject().Where(one => one.Value.ValueKind == JsonValueKind.Number)
                .Select(one => one.Value.TryGetDecimal(out var literal) ? literal : (decimal?)null).FirstOrDefault()
            : null;
    }

    // Seeds of ComfyUI reach 2^64: those that do not fit are better not told than told wrong.
    private static long? Whole(decimal? number, long max = long.MaxValue) =>
        number is { } value && value >= 0 && value <= max ? (long)value : null;

    private IEnumerable<JsonElement> Upstream(JsonElement from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<JsonElement>([from]);
        while (waiting.TryDequeue(out var node) && seen.Count < MaxWalk)
        {
            foreach (var input in Inputs(node).EnumerateObject())
            {
                if (AsLink(input.Value) is { } link && seen.Add(link.Node) && _nodes.TryGetValue(link.Node, out var next))
                {
                    yield return next;
                    waiting.Enqueue(next);
                }
            }
        }
    }

    private JsonElement? Linked(JsonElement node, string input) =>
        Link(node, input) is { } link && _nodes.TryGetValue(link.Node, out var linked) ? linked : null;

    private static (string Node, int Slot)? Link(JsonElement node, string input) =>
        Inputs(node).TryGetProperty(input, out var value) ? AsLink(value) : null;

    private static (string Node, int Slot)? AnyLink(JsonElement node) =>
        Inputs(node).EnumerateObject().Where(input => input.Name.Contains("conditioning", StringComparison.Ordinal))
            .Select(input => AsLink(input.Value)).FirstOrDefault(link => link is not null);

    // ["4", 0]: the first output of node 4.
    private static (string Node, int Slot)? AsLink(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
        && value[0].ValueKind == JsonValueKind.String && value[1].ValueKind == JsonValueKind.Number && value[1].TryGetInt32(out var slot)
            ? (value[0].GetString()!, slot)
            : null;

    private static string? String(JsonElement node, string input) =>
        Inputs(node).TryGetProperty(input, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string ClassType(JsonElement node) =>
        node.TryGetProperty("class_type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";

    private static JsonElement Inputs(JsonElement node) => node.TryGetProperty("inputs", out var inputs) ? inputs : default;
}
