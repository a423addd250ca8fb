namespace ComfyStudio.Images.Metadata;

internal enum TextRole
{
    Positive,
    Negative,
}

/// <summary>Finds the texts that a sampler was conditioned with: through nodes that combine, steer and pass on, to the words themselves.</summary>
internal sealed class ComfyUITexts(ComfyUINodes nodes)
{
    // What a text is called by the nodes that have one; those that hold the finished text first.
    private static readonly string[] OwnNames =
    [
        "populated_text", "text", "text_g", "t5xxl", "clip_g", "clip_l", "llama", "mt5xl", "bert", "text_l", "prompt", "positive_prompt", "string", "value", "text1", "user_prompt", "Text", "text_0",
    ];

    private static readonly string[] PassedNames = ["text", "string", "prompt", "value", "source", "any_01", "any", "input", "anything", "text1", "string_a", "result"];
    private static readonly string[] Delimiters = ["delimiter", "separator", "joiner", "delim"];

    // A graph that runs in circles has no end of ways; a sensible one needs a handful of steps.
    private const int MostSteps = 2_000;
    private int _stepsLeft;

    /// <returns>Null when there is none.</returns>
    internal string? Find(IReadOnlyList<ComfyUINode> parts, TextRole role)
    {
        _stepsLeft = MostSteps;
        foreach (var part in parts)
        {
            foreach (var input in InputsOf(role))
            {
                if (part.Link(input) is not { } link)
                    continue;
                var found = new List<string>();
                Collect(link, role, found, []);
                if (found.Count > 0)
                    return string.Join('\n', found.Distinct());
            }

            if (Literal(part, role) is { } text)
                return text;
        }

        return null;
    }

    /// <returns>The text that a node was given, however it came by it; null when there is none.</returns>
    internal string? TextOf(ComfyUINode node)
    {
        _stepsLeft = MostSteps;
        return TextOf(node, 0);
    }

    private static string[] InputsOf(TextRole role) => role == TextRole.Positive
        ? ["positive", "conditioning", "cond1", "text_embeds", "base_positive"]
        : ["negative", "text_embeds", "base_negative"];

    // A loader or a sampler may hold both texts itself.
    private string? Literal(ComfyUINode node, TextRole role)
    {
        var names = role == TextRole.Positive
            ? new[] { "positive", "positive_prompt", "prompt_positive", "text_positive", "text_pos" }
            : ["negative", "negative_prompt", "prompt_negative", "text_negative", "text_neg"];
        foreach (var name in names)
        {
            if (node.Text(name) is { } text)
                return text;
            if (node.Link(name) is { } link && nodes.At(link) is { } linked && !IsConditioning(linked) && TextOf(linked, 0) is { } passed)
                return passed;
        }

        return null;
    }

    private static bool IsConditioning(ComfyUINode node) => node.Links.Keys.Any(name => name is "clip" or "positive" or "conditioning" or "conditioning_1");

    private void Collect(ComfyUILink link, TextRole role, List<string> found, HashSet<(string, TextRole)> seen)
    {
        if (nodes.Find(link) is not var (node, slot) || seen.Count > ComfyUINodes.MaxWalk || !seen.Add((node.Id, role)) || node.Is("ZeroOut"))
            return;

        // A node that carries both through tells by its outputs which is which; of a pipe the role is known already.
        if (node.Has("positive") && node.Has("negative") && !node.Is("Pipe"))
            role = SlotRole(node, slot, role);
        if (Literal(node, role) is { } literal)
            found.Add(literal);
        else if (!node.Links.ContainsKey("positive") && OwnText(node) is { } text)
            found.Add(text);
        else if (node.Link(role == TextRole.Positive ? "positive" : "negative") is { } carried)
            Collect(carried, role, found, seen);
        else
            Follow(node, role, found, seen);
    }

    // A loader has the model before its texts; a node that only carries them begins with the positive one.
    private static TextRole SlotRole(ComfyUINode node, int slot, TextRole role) =>
        !node.Links.ContainsKey("positive") && !node.Links.ContainsKey("negative") ? role
        : slot == 0 ? TextRole.Positive : slot == 1 ? TextRole.Negative : role;

    private void Follow(ComfyUINode node, TextRole role, List<string> found, HashSet<(string, TextRole)> seen)
    {
        var conditions = node.Links.Where(each => each.Key.Contains("cond", StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var (_, link) in conditions)
            Collect(link, role, found, seen);
        if (conditions.Count > 0 || found.Count > 0)
            return;
        foreach (var (name, link) in node.Links)
        {
            if (found.Count == 0 && name is not ("clip" or "model" or "vae" or "image" or "pixels" or "latent" or "samples" or "mask" or "control_net"))
                Collect(link, role, found, seen);
        }
    }

    private string? OwnText(ComfyUINode node)
    {
        if (!node.Links.ContainsKey("clip") && !OwnNames.Any(node.Has) && !IsJoin(node))
            return null;
        return TextOf(node, 0);
    }

    private string? TextOf(ComfyUINode node, int depth)
    {
        if (depth > 50 || --_stepsLeft < 0)
            return null;
        if (IsJoin(node))
            return Join(node, depth);
        foreach (var name in OwnNames)
        {
            if (node.Text(name) is { } own)
                return own;
            if (node.Link(name) is { } link && nodes.At(link) is { } from && TextOf(from, depth + 1) is { } text)
                return text;
        }

        foreach (var name in PassedNames)
        {
            if (node.Link(name) is { } link && nodes.At(link) is { } from && TextOf(from, depth + 1) is { } text)
                return text;
        }

        return node.Links.ContainsKey("clip") ? null : LongestText(node);
    }

    private static bool IsJoin(ComfyUINode node) =>
        !node.Links.ContainsKey("clip") && (node.Is("Concat") || node.Is("Join") || node.Is("StringFunction") || node.Is("Combine")) && !node.Is("Conditioning");

    private string? Join(ComfyUINode node, int depth)
    {
        var delimiter = Delimiters.Select(name => node.Values.TryGetValue(name, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null)
            .FirstOrDefault(text => text is not null);
        var names = node.Values.Keys.Concat(node.Links.Keys).Where(name => IsPart(name)).Order(StringComparer.Ordinal);
        var parts = names.Select(name => node.Text(name) ?? (node.Link(name) is { } link && nodes.At(link) is { } from ? TextOf(from, depth + 1) : null)).OfType<string>().ToList();
        return parts.Count > 0 ? string.Join((delimiter ?? (node.Is("StringFunction") ? ", " : "")).Replace("\\n", "\n", StringComparison.Ordinal), parts) : null;
    }

    // string_a, text_1, prompt2, string1, text_b, …
    private static bool IsPart(string name) =>
        !Delimiters.Contains(name) && (name.StartsWith("text", StringComparison.OrdinalIgnoreCase) || name.StartsWith("string", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("prompt", StringComparison.OrdinalIgnoreCase) || name.StartsWith("input", StringComparison.OrdinalIgnoreCase));

    // Of a node that nobody knows: what is not the name of a file or a choice.
    private static string? LongestText(ComfyUINode node) =>
        node.Values.Keys.Where(name => name.StartsWith("text", StringComparison.OrdinalIgnoreCase) || name.Contains("prompt", StringComparison.OrdinalIgnoreCase))
            .Select(node.Text).OfType<string>().MaxBy(text => text.Length);
}
