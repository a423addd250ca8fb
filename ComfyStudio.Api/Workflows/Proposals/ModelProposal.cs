using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>Slots for the files of models that a graph names.</summary>
internal static class ModelProposal
{
    private const string Loras = "loras";

    public static bool MayBeModel(GraphNode node, InputDefinition input) =>
        input.WidgetType is "COMBO" or "STRING" && !input.IsUpload && !input.Multiline
        && (ModelReference.FolderOf(node.ClassType, input.Name) is not null || input.Choices.Any(ModelReference.IsModelFile)
            || (node.FindText(input.Name) is { } text && ModelReference.IsModelFile(text)));

    /// <summary>Null when the value is no file, and nothing to choose from.</summary>
    public static Slot? For(ValuePlace place)
    {
        var (node, input) = place.Asker;
        var folder = ModelReference.FolderOf(node.ClassType, input.Name);
        var (name, label) = Names(folder, input.Name);
        var isMain = folder is "checkpoints" or "diffusion_models" or Loras or "upscale_models" or "controlnet";
        // Loaders of other formats look for other endings than the folder lists.
        if (folder is not null && place.Text is { } text && ModelReference.IsModelFile(text) && !node.ClassType.Contains("GGUF", StringComparison.OrdinalIgnoreCase))
            return SlotDraft.New(name, label, SlotType.Model, ProposedGroup.Models, advanced: !isMain) with { ChoicesFrom = folder };
        var choice = SlotDraft.New(name, label, SlotType.Choice, ProposedGroup.Models, advanced: !isMain);
        return input.Choices.Count > 0 ? ChoiceProposal.Complete(choice, place) : null;
    }

    /// <summary>How strongly a LoRA works, next to its name.</summary>
    public static IEnumerable<IReadOnlyList<ValuePlace>> StrengthsOf(GraphMap map, ValuePlace place)
    {
        var (node, input) = place.Asker;
        return ModelReference.FolderOf(node.ClassType, input.Name) is not Loras
            ? []
            : map.WidgetsOf(node)
                .Where(widget => widget.WidgetType == "FLOAT" && widget.Name.StartsWith("strength", StringComparison.Ordinal))
                .Select(widget => map.Find(node, widget))
                .OfType<ValuePlace>()
                .GroupBy(SlotDraft.Number)
                .Select(group => (IReadOnlyList<ValuePlace>)[.. group]);
    }

    private static (string Name, string Label) Names(string? folder, string input) => folder switch
    {
        "checkpoints" => ("checkpoint", "Checkpoint"),
        "diffusion_models" => ("model", "Diffusion model"),
        Loras => ("lora", "LoRA"),
        "vae" => ("vae", "VAE"),
        "controlnet" => ("controlnet", "ControlNet"),
        "text_encoders" => ("text_encoder", "Text encoder"),
        "upscale_models" => ("upscale_model", "Upscale model"),
        "clip_vision" => ("clip_vision", "CLIP vision"),
        "style_models" => ("style_model", "Style model"),
        _ => (SlotNames.Slug(input), char.ToUpperInvariant(input[0]) + input[1..].Replace('_', ' ')),
    };
}
