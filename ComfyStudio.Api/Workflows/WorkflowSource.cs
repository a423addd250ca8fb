using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows;

/// <summary>What was found in a file that somebody brought.</summary>
internal abstract record WorkflowSource
{
    private WorkflowSource()
    {
    }

    /// <param name="Kind">What the file was: a picture, too, holds one of the two.</param>
    /// <param name="Json">The graph, or the workflow as the editor saves it.</param>
    /// <param name="Editor">The editor's workflow, which knows more of models and packages; the same as Json, or one that lay beside it, or null.</param>
    internal sealed record Found(WorkflowFormat Kind, JsonElement Json, JsonElement? Editor) : WorkflowSource
    {
        public bool IsEditor => EditorWorkflow.IsOne(Json);
    }

    /// <param name="Reason">A sentence for the person who brought it.</param>
    internal sealed record Unusable(string Reason) : WorkflowSource;
}

internal enum WorkflowFormat
{
    /// <summary>What an engine takes.</summary>
    Api,

    /// <summary>What ComfyUI's editor saves.</summary>
    Editor,

    /// <summary>A picture that ComfyUI noted its workflow in.</summary>
    Image,
}
