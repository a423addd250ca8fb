using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>The answer about one file that an output node left.</summary>
internal sealed record OutputImage(string Filename, string Subfolder, string Type)
{
    public Fields ToFields() => new() { { "filename", Filename }, { "subfolder", Subfolder }, { "type", Type } };
}

/// <summary>What the history keeps of a prompt: text that is ready to be sent, and the few facts that lists need.</summary>
internal sealed record FinishedPrompt(PromptItem Item, string Status)
{
    /// <summary>completed, failed or cancelled.</summary>
    public required string JobStatus { get; init; }

    public required long StartTime { get; init; }

    public required long EndTime { get; init; }

    public required RawJson Outputs { get; init; }

    public required RawJson Messages { get; init; }

    public required RawJson Meta { get; init; }

    public RawJson? Error { get; init; }

    public int OutputsCount { get; init; }

    public (string NodeId, OutputImage Image)? Preview { get; init; }

    public Fields StatusFields() =>
        new() { { "status_str", Status }, { "completed", Status == "success" }, { "messages", Messages } };

    public RawJson ToHistory() => new(PythonJson.Serialize(new Fields
    {
        { "prompt", Item.Tuple },
        { "outputs", Outputs },
        { "status", StatusFields() },
        { "meta", Meta },
    }));
}
