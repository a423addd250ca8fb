using System.Text.Json;
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
        if (TemplateFaults.In(template) is [var fault, ..])
            throw new TemplateException(fileName, fault.Slot, fault.Message);
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
            return ApiGraph.Parse(File.ReadAllText(path));
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
}
