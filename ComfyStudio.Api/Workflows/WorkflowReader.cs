using System.Text;
using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Images.Metadata;

namespace ComfyStudio.Api.Workflows;

/// <summary>Recognizes a workflow in a file: JSON of both formats, or a picture made by ComfyUI.</summary>
internal static class WorkflowReader
{
    private const string Prompt = "prompt";
    private const string Workflow = "workflow";

    // Of pictures without text chunks, where a page or program wrote all of it into the comment.
    private const string Comment = "UserComment";

    public static WorkflowSource Read(byte[] file) =>
        PictureTexts.IsPicture(file) ? ReadPicture(PictureTexts.Read(new MemoryStream(file))) : ReadJson(file);

    // What was sent to the engine is surer than what the editor showed, so it goes first.
    private static WorkflowSource ReadPicture(IReadOnlyDictionary<string, string> texts)
    {
        var editor = Parse(texts, Workflow);
        if (Parse(texts, Prompt) is { } graph && LooksLikeGraph(graph))
            return new WorkflowSource.Found(WorkflowFormat.Image, graph, editor);
        if (editor is { } workflow && EditorWorkflow.IsOne(workflow))
            return new WorkflowSource.Found(WorkflowFormat.Image, workflow, workflow);
        return Parse(texts, Comment) is { } comment && (ReadJson(comment) ?? Wrapped(comment)) is { } found
            ? found with { Kind = WorkflowFormat.Image }
            : new WorkflowSource.Unusable("This picture does not say how it was made: ComfyUI noted no workflow in it, or a program has removed it since.");
    }

    private static WorkflowSource ReadJson(byte[] file)
    {
        if (GraphJson.TryParse(file) is not { } json)
            return new WorkflowSource.Unusable("This is neither JSON nor a PNG, WebP or JPEG.");
        return (WorkflowSource?)(ReadJson(json) ?? Wrapped(json))
            ?? new WorkflowSource.Unusable("This JSON is no workflow: it has neither nodes with a class_type, nor the editor's list of nodes.");
    }

    private static WorkflowSource.Found? ReadJson(JsonElement json) =>
        EditorWorkflow.IsOne(json) ? new(WorkflowFormat.Editor, json, json)
        : LooksLikeGraph(json) ? new(WorkflowFormat.Api, json, null)
        : null;

    // The body of a POST /prompt, and what some programs keep.
    private static WorkflowSource.Found? Wrapped(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
            return null;
        string[] wrappers = [Prompt, "output", "graph", Workflow];
        return wrappers
            .Select(name => json.TryGetProperty(name, out var inner) ? ReadJson(inner) : null)
            .FirstOrDefault(found => found is not null);
    }

    private static bool LooksLikeGraph(JsonElement json) =>
        json.ValueKind is JsonValueKind.Object
        && json.EnumerateObject().Any(node => node.Value.ValueKind is JsonValueKind.Object && node.Value.TryGetProperty("class_type", out _));

    private static JsonElement? Parse(IReadOnlyDictionary<string, string> texts, string keyword) =>
        texts.FirstOrDefault(text => text.Key.Equals(keyword, StringComparison.OrdinalIgnoreCase)).Value is { } json
            ? GraphJson.TryParse(Encoding.UTF8.GetBytes(json))
            : null;
}
