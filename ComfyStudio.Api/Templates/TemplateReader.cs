using System.Text.Json;
using ComfyStudio.Api.Generation;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Templates;

/// <summary>Reads a folder of templates and refuses what could only fail later, on an engine.</summary>
internal static class TemplateReader
{
    private const string Suffix = ".template.json";

    /// <exception cref="TemplateException">One of them is wrong; the first that was found.</exception>
    public static IReadOnlyList<Template> ReadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*" + Suffix).Select(ReadFile).OrderBy(template => template.File.Order).ThenBy(template => template.Id, StringComparer.Ordinal)];

    private static Template ReadFile(string path)
    {
        var fileName = Path.GetFileName(path);
        var file = ReadTemplate(path, fileName);
        var id = fileName[..^Suffix.Length];
        if (file.Id != id)
            throw new TemplateException(fileName, null, $"its id is '{file.Id}' but must be '{id}', as the file is called.");

        var template = new Template(file, ReadGraph(Path.Combine(Path.GetDirectoryName(path)!, id + ".json")));
        foreach (var slot in template.Slots)
            Check(fileName, template, slot);
        return template;
    }

    private static TemplateFile ReadTemplate(string path, string fileName)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, TemplatesJson.Default.TemplateFile)
                ?? throw new TemplateException(fileName, null, "it is empty.");
        }
        catch (JsonException exception)
        {
            throw new TemplateException(fileName, null, exception.Message, exception);
        }
    }

    private static ApiGraph ReadGraph(string path)
    {
        var fileName = Path.GetFileName(path);
        try
        {
            var graph = ApiGraph.Parse(File.ReadAllText(path));
            return graph.SaveNodes.Any() ? graph : throw new TemplateException(fileName, null, "no node saves an image (one with a filename_prefix).");
        }
        catch (FileNotFoundException exception)
        {
            throw new TemplateException(fileName, null, "the graph of the template is missing.", exception);
        }
        catch (ApiGraphException exception)
        {
            throw new TemplateException(fileName, null, exception.Message, exception);
        }
    }

    private static void Check(string fileName, Template template, Slot slot)
    {
        if (Fault(template, slot) is { } fault)
            throw new TemplateException(fileName, slot.Name, fault);
    }

    private static string? Fault(Template template, Slot slot) =>
        template.Slots.Count(other => other.Name == slot.Name) > 1 ? "the name stands twice."
        : slot.Type is SlotType.Prompt && slot.Name != Slot.Prompt ? $"a slot of type prompt must be called '{Slot.Prompt}', where jobs and images look for it."
        : slot.Type is SlotType.Seed && slot.Name != Slot.Seed ? $"a slot of type seed must be called '{Slot.Seed}', where jobs and images look for it."
        : slot.Type is SlotType.Model && slot.ChoicesFrom is null ? "a model needs choicesFrom, to say which models are meant."
        : slot.Type is SlotType.Choice && slot is { ChoicesFrom: null, Choices: null } ? "a choice needs choices or choicesFrom."
        : slot.Min > slot.Max ? $"min {slot.Min} is above max {slot.Max}."
        : slot.Inputs.Count == 0 ? "it goes nowhere: inputs is empty."
        : slot.Inputs.Select(input => InputFault(template.Graph, input)).FirstOrDefault(fault => fault is not null)
            ?? DefaultFault(slot);

    private static string? InputFault(ApiGraph graph, string input)
    {
        if (!SlotInput.TryParse(input, out var target))
            return $"the input '{input}' must be written as node.input, for example 6.text.";
        if (graph.FindNode(target.NodeId) is not { } node)
            return $"the graph has no node '{target.NodeId}'.";
        if (!node.InputNames.Contains(target.Input))
            return $"{node} has no input '{target.Input}'; it has {string.Join(", ", node.InputNames)}.";
        return node.FindLink(target.Input) is { } link ? $"input '{target.Input}' of {node} comes from node '{link.NodeId}'." : null;
    }

    private static string? DefaultFault(Slot slot) =>
        slot.Default is { } value ? SlotRules.FindFault(slot, value, choices: null) is { } fault ? $"its default does not fit: {fault}" : null
        : slot.Required || slot.Type is SlotType.Model ? null
        : "it needs a default, or required: true.";
}
