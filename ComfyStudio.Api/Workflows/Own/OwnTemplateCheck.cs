using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows.Own;

/// <summary>Whether a template that somebody made can be used; everything that is wrong at once, by field.</summary>
internal static class OwnTemplateCheck
{
    /// <returns>Null when something is wrong, which <paramref name="errors"/> then tell.</returns>
    public static Template? Read(string id, OwnTemplateRequest request, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(request.Title))
            errors.Add("title", "The template needs a title.");
        if (request.Slots.Count > OwnTemplateRequest.MaxSlots)
            errors.Add("slots", $"{request.Slots.Count} slots are too many; {OwnTemplateRequest.MaxSlots} is the most.");
        if (ReadGraph(request, errors) is not { } graph)
            return null;
        var template = new Template(FileOf(id, request), graph, TemplateSource.Own);
        foreach (var slot in request.Slots.Where(slot => string.IsNullOrWhiteSpace(slot.Name) || string.IsNullOrWhiteSpace(slot.Label)))
            errors.Add("slots", $"The slot '{slot.Name}' needs a name and a label.");
        foreach (var fault in TemplateFaults.In(template))
            errors.Add(fault.Slot is { } name ? $"slots.{name}" : "template", Sentence(fault.Message));
        return errors.Any ? null : template;
    }

    private static TemplateFile FileOf(string id, OwnTemplateRequest request) => new()
    {
        Id = id,
        Version = "0",
        Title = request.Title.Trim(),
        Description = request.Description,
        Tags = request.Tags,
        Groups = request.Groups,
        Requires = request.Requires,
        Slots = request.Slots,
    };

    private static ApiGraph? ReadGraph(OwnTemplateRequest request, FieldErrors errors)
    {
        try
        {
            return PlainGraph.Read(request.Graph, []);
        }
        catch (ApiGraphException exception)
        {
            errors.Add("graph", exception.Message);
            return null;
        }
    }

    private static string Sentence(string message) => char.ToUpperInvariant(message[0]) + message[1..];
}
