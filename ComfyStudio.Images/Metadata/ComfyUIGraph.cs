using System.Text.Json;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// Reads how an image was made from the graph that ComfyUI writes into it: from the node that saved it against the links to the
/// sampler, and from there to the texts, the model and the numbers.
/// </summary>
internal sealed class ComfyUIGraph
{
    private readonly ComfyUINodes _nodes;
    private readonly ComfyUITexts _texts;
    private readonly ComfyUIModels _models;

    private ComfyUIGraph(ComfyUINodes nodes)
    {
        _nodes = nodes;
        _texts = new ComfyUITexts(nodes);
        _models = new ComfyUIModels(nodes);
    }

    /// <param name="json">A graph in either format.</param>
    /// <param name="fileName">Of the image, to know which of several nodes saved it; null when nobody knows.</param>
    /// <returns>Null when it is none, or no sampler had a part in it.</returns>
    internal static ImageMaking? Read(string json, string? fileName)
    {
        using var document = LooseJson.TryParse(json);
        return document is not null && NodesOf(document.RootElement) is { All.Count: > 0 } nodes ? new ComfyUIGraph(nodes).Read(fileName) : null;
    }

    /// <summary>Whether it is a graph in the API format.</summary>
    internal static bool IsGraph(string json)
    {
        using var document = LooseJson.TryParse(json);
        return document is not null && ComfyUINodes.OfApi(document.RootElement).All.Count > 0;
    }

    private static ComfyUINodes NodesOf(JsonElement graph) =>
        ComfyUIEditorGraph.IsOne(graph) ? ComfyUIEditorGraph.Read(graph) : ComfyUINodes.OfApi(graph);

    private ImageMaking? Read(string? fileName)
    {
        var samplers = Samplers(fileName);
        if (samplers.Count == 0)
            return ReadWithoutSampler();

        // What the one that made the picture leaves open, others on the way tell.
        var parts = samplers.Select(PartsOf).ToList();
        var model = parts.Select(part => _models.Find(part)).FirstOrDefault(found => found.Name is not null || found.Loras.Count > 0);
        return new ImageMaking
        {
            Prompt = First(parts, part => _texts.Find(part, TextRole.Positive)),
            Negative = First(parts, part => _texts.Find(part, TextRole.Negative)),
            Model = model.Name,
            Loras = model.Loras ?? [],
            Seed = Seeds.Of(FirstNumber(parts, "seed", "noise_seed", "seed_value")),
            Steps = FirstNumber(parts, "steps") is >= 0 and <= int.MaxValue and var steps ? (int)steps : null,
            Cfg = (double?)(FirstNumber(parts[..1], "cfg", "guidance_scale", "cfg_scale") ?? Guidance(samplers[0], parts[0]) ?? FirstNumber(parts, "cfg", "guidance_scale", "cfg_scale")),
            Sampler = FirstName(parts, "sampler_name", "sampler"),
            Scheduler = FirstName(parts, "scheduler"),
            Denoise = (double?)FirstNumber(parts[..1], "denoise", "denoise_strength"),
            Source = "comfyui",
        };
    }

    // Nodes that ask a service render whole pictures from a prompt of their own.
    private ImageMaking? ReadWithoutSampler()
    {
        var node = _nodes.All.Where(IsSave).SelectMany(_nodes.Upstream).FirstOrDefault(each => each.Has("prompt") && (each.Has("seed") || each.Is("API")));
        if (node is null || _texts.TextOf(node) is not { } prompt)
            return null;
        return new ImageMaking
        {
            Prompt = prompt,
            Negative = node.Text("negative_prompt"),
            Model = node.Text("model") ?? node.Text("model_name"),
            Seed = Seeds.Of(NumberOf(node, "seed")),
            Source = "comfyui",
        };
    }

    private List<ComfyUINode> Samplers(string? fileName)
    {
        var saved = _nodes.All.Where(IsSave)
            .Select(save => (Save: save, Samplers: _nodes.Upstream(save).Where(IsSampler).ToList()))
            .Where(each => each.Samplers.Count > 0)
            .OrderByDescending(each => IsNamed(each.Save, fileName)).ThenByDescending(each => each.Samplers.Count)
            .Select(each => each.Samplers).FirstOrDefault();
        var samplers = saved ?? _nodes.All.Where(IsSampler).ToList();
        // One that works on latent images made the picture; one that mends faces in it did not. Nor did one that only refines what another began.
        return [.. samplers.OrderByDescending(sampler => LatentOf(sampler) is not null).ThenBy(sampler => IsPass(sampler) && samplers.Any(other => other != sampler && IsBefore(other, sampler)))];
    }

    private static ComfyUILink? LatentOf(ComfyUINode sampler) => sampler.Link("latent_image") ?? sampler.Link("latent");

    // The second half of the steps, or a second pass over a picture that was made larger: with the noise of another, or a part of its own.
    private bool IsPass(ComfyUINode sampler) =>
        sampler.Text("add_noise") == "disable" || sampler.Number("start_at_step") > 0 || PartsOf(sampler).Any(part => part.Is("DisableNoise"))
        || FirstNumber([PartsOf(sampler)], "denoise", "denoise_strength") < 1;

    private bool IsBefore(ComfyUINode other, ComfyUINode sampler) =>
        LatentOf(other) is not null && _nodes.At(LatentOf(sampler)) is { } latent && (latent == other || _nodes.Upstream(latent).Contains(other));

    // Flux and its kind have no other strength than the one that stands with the text.
    private decimal? Guidance(ComfyUINode sampler, List<ComfyUINode> parts)
    {
        var text = parts.Select(part => part.Link("conditioning") ?? part.Link("positive")).FirstOrDefault(link => link is not null);
        var nodes = _nodes.At(text) is { } first ? _nodes.Upstream(first).Prepend(first).Where(node => !IsSampler(node)) : [];
        return sampler.Has("cfg") ? null : nodes.Select(node => NumberOf(node, "guidance")).FirstOrDefault(number => number is not null);
    }

    private static bool IsSave(ComfyUINode node) =>
        (node.Is("Save") || node.Is("VideoCombine")) && (node.Links.ContainsKey("images") || node.Links.ContainsKey("image"));

    private static bool IsSampler(ComfyUINode node)
    {
        if (node.Has("latent_image") && (node.Is("Sampler") || node.Has("steps") || node.Has("sigmas")))
            return true;
        var samples = node.Has("steps") || node.Has("sigmas") || node.Has("noise_seed");
        return samples && (node.Is("Sampler") || node.Is("Detailer") || node.Is("Upscale")) && (node.Has("positive") || node.Has("model") || node.Has("guider") || node.Has("pipe"));
    }

    private static bool IsNamed(ComfyUINode save, string? fileName) =>
        save.Text("filename_prefix") is { } prefix && fileName is not null
        && prefix[(prefix.LastIndexOfAny(['/', '\\']) + 1)..] is { Length: > 0 } name && fileName.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    // Newer samplers take their parts from nodes of their own, and those from others.
    private List<ComfyUINode> PartsOf(ComfyUINode sampler)
    {
        var parts = new List<ComfyUINode> { sampler };
        foreach (var input in new[] { "guider", "noise", "sampler", "sigmas", "basic_pipe", "pipe", "settings" })
        {
            if (_nodes.Linked(sampler, input) is { } part)
                parts.Add(part);
        }

        foreach (var input in new[] { "noise", "sampler", "sigmas" })
        {
            if (_nodes.Linked(sampler, input) is { } part)
                parts.AddRange(_nodes.Upstream(part).Where(node => !IsSampler(node)));
        }

        return parts;
    }

    private static T? First<T>(IEnumerable<List<ComfyUINode>> parts, Func<List<ComfyUINode>, T?> find)
        where T : class => parts.Select(find).FirstOrDefault(found => found is not null);

    private decimal? FirstNumber(IEnumerable<List<ComfyUINode>> parts, params string[] inputs) =>
        parts.SelectMany(part => part).SelectMany(node => inputs.Select(input => NumberOf(node, input))).FirstOrDefault(number => number is not null);

    private string? FirstName(IEnumerable<List<ComfyUINode>> parts, params string[] inputs) =>
        parts.SelectMany(part => part)
            .SelectMany(node => inputs.Select(input => node.Text(input) ?? (node.Link(input) is { } link && _nodes.At(link) is { } from && !from.Has("sigmas") ? NameOf(from, input) : null)))
            .FirstOrDefault(name => name is not null);

    private static string? NameOf(ComfyUINode node, string input) => node.Text(input) ?? node.Text("value") ?? node.Text("string");

    private decimal? NumberOf(ComfyUINode node, string input)
    {
        for (var steps = 0; steps < ComfyUINodes.MaxWalk; steps++)
        {
            if (node.Number(input) is { } number)
                return number;
            if (_nodes.Linked(node, input) is { } linked)
            {
                (node, var named) = (linked, NumberName(linked, input));
                if (named is null)
                    return null;
                input = named;
                continue;
            }

            return null;
        }

        return null;
    }

    // A node that gives a number calls it as it likes: the same name, a usual one, or its only number.
    private static string? NumberName(ComfyUINode node, string input)
    {
        foreach (var name in new[] { input, "value", "seed", "noise_seed", "int", "number", "Number", "float", "a" })
        {
            if (node.Has(name) && (node.Number(name) is not null || node.Links.ContainsKey(name)))
                return name;
        }

        return node.Values.Keys.FirstOrDefault(name => node.Number(name) is not null) ?? node.Links.Keys.FirstOrDefault();
    }
}
