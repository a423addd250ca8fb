using System.Text;
using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Images.Metadata;

namespace ComfyStudio.Api.Workflows;

/// <summary>Recognizes a workflow in a file: JSON of both formats, or a picture or video made by ComfyUI.</summary>
internal static class WorkflowReader
{
    private const string Prompt = "prompt";
    private const string Workflow = "workflow";

    // Of pictures without text chunks, where a page or program wrote all of it into the comment.
    private const string Comment = "UserComment";
    private const string VideoComment = "comment";

    private const int MaxWrappers = 3;

    // What is sent to the engine goes first.
    private static readonly string[] Wrappers = [Prompt, "output", "graph", "workflow_api", Workflow, "extra_data", "extra_pnginfo"];

    public static WorkflowSource Read(byte[] file)
    {
        if (PictureTexts.IsPicture(file))
            return ReadPicture(PictureTexts.Read(new MemoryStream(file)), "picture");
        return VideoTexts.IsVideo(file) ? ReadPicture(VideoTexts.Read(file), "video") : ReadJson(file);
    }

    // What was sent to the engine is surer than what the editor showed, so it goes first.
    private static WorkflowSource ReadPicture(IReadOnlyDictionary<string, string> texts, string what)
    {
        var editor = Parse(texts, Workflow);
        if (Parse(texts, Prompt) is { } graph && LooksLikeGraph(graph))
            return new WorkflowSource.Found(WorkflowFormat.Image, graph, editor);
        if (editor is { } workflow && EditorWorkflow.IsOne(workflow))
            return new WorkflowSource.Found(WorkflowFormat.Image, workflow, workflow);
        return (Parse(texts, Comment) ?? Parse(texts, VideoComment)) is { } comment && (ReadJson(comment) ?? Wrapped(comment)) is { } found
            ? found with { Kind = WorkflowFormat.Image }
            : new WorkflowSource.Unusable($"This {what} does not say how it was made: ComfyUI noted no workflow in it, or a program has removed it since.");
    }

    private static WorkflowSource ReadJson(byte[] file)
    {
        if (GraphJson.TryParse(Utf8(file)) is not { } json)
            return new WorkflowSource.Unusable("This is neither JSON nor a PNG, WebP, JPEG, MP4 or WebM.");
        return (WorkflowSource?)(ReadJson(json) ?? Wrapped(json))
            ?? new WorkflowSource.Unusable("This JSON is no workflow: it has neither nodes with a class_type, nor the editor's list of nodes.");
    }

    // What a shell of Windows writes into a file is UTF-16.
    private static byte[] Utf8(byte[] file) =>
        file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? Encoding.Convert(file[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode, Encoding.UTF8, file) : file;

    private static WorkflowSource.Found? ReadJson(JsonElement json) =>
        EditorWorkflow.IsOne(json) ? new(WorkflowFormat.Editor, json, json)
        : LooksLikeGraph(json) ? new(WorkflowFormat.Api, json, null)
        : null;

    // The body of a POST /prompt, an entry of a history, and what some programs keep: in one another, and some as text.
    private static WorkflowSource.Found? Wrapped(JsonElement json, int depth = 0)
    {
        if (json.ValueKind is not JsonValueKind.Object || depth > MaxWrappers)
            return null;
        return Wrappers
            .Select(name => json.TryGetProperty(name, out var inner) ? Unwrap(inner, depth) : null)
            .FirstOrDefault(found => found is not null)
            ?? (OnlyOne(json) is { } entry ? Wrapped(entry, depth + 1) : null);
    }

    private static WorkflowSource.Found? Unwrap(JsonElement inner, int depth) => inner.ValueKind switch
    {
        JsonValueKind.Object => ReadJson(inner) ?? Wrapped(inner, depth + 1),
        JsonValueKind.String when inner.GetString() is { } text && text.AsSpan().TrimStart() is ['{', ..] && GraphJson.TryParse(Encoding.UTF8.GetBytes(text)) is { } parsed =>
            ReadJson(parsed) ?? Wrapped(parsed, depth + 1),
        // Number, id, graph, and more about it.
        JsonValueKind.Array => inner.EnumerateArray().Where(part => part.ValueKind is JsonValueKind.Object).Select(ReadJson).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static JsonElement? OnlyOne(JsonElement json)
    {
        using var properties = json.EnumerateObject();
        return properties.MoveNext() && properties.Current.Value is { ValueKind: JsonValueKind.Object } value && !properties.MoveNext() ? value : null;
    }

    private static bool LooksLikeGraph(JsonElement json) =>
        json.ValueKind is JsonValueKind.Object
        && json.EnumerateObject().Any(node => node.Value.ValueKind is JsonValueKind.Object && node.Value.TryGetProperty("class_type", out _));

    private static JsonElement? Parse(IReadOnlyDictionary<string, string> texts, string keyword) =>
        texts.FirstOrDefault(text => text.Key.Equals(keyword, StringComparison.OrdinalIgnoreCase)).Value is { } json
            ? GraphJson.TryParse(Encoding.UTF8.GetBytes(json))
            : null;
}
