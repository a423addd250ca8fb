using ComfyStudio.Simulator.Execution;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>A prompt as the jobs API shows it. Fields without a value are left out.</summary>
internal sealed record JobView(PromptItem Item, string Status, long? Start, long? End, FinishedPrompt? Finished)
{
    public long Duration => End is { } end && Start is { } start ? end - start : 0;

    public static JobView Of(PromptItem item, long? since) => new(item, since is null ? "pending" : "in_progress", since, null, null);

    public static JobView Of(FinishedPrompt finished) =>
        new(finished.Item, finished.JobStatus, finished.StartTime, finished.EndTime, finished);

    public Fields ToFields()
    {
        var fields = new Fields
        {
            { "id", Item.Id }, { "status", Status }, { "priority", Item.Number }, { "create_time", Item.CreateTime },
        };
        if (Finished is not null)
        {
            fields.Add("execution_start_time", Start);
            fields.Add("execution_end_time", End);
        }
        if (Finished?.Error is { } error)
            fields.Add("execution_error", error);
        fields.Add("outputs_count", Finished?.OutputsCount ?? 0);
        fields.Add("previewable_outputs_count", Finished?.OutputsCount ?? 0);
        if (Finished?.Preview is { } preview)
        {
            var shown = preview.Image.ToFields();
            shown.Add("nodeId", preview.NodeId);
            shown.Add("mediaType", "images");
            fields.Add("preview_output", shown);
        }
        if (Item.WorkflowId is { } workflowId)
            fields.Add("workflow_id", workflowId);
        return fields;
    }

    public Fields ToDetail()
    {
        var fields = ToFields();
        if (Finished is null)
            return fields;
        fields.Add("outputs", Finished.Outputs);
        fields.Add("execution_status", Finished.StatusFields());
        fields.Add("workflow", new Fields { { "prompt", Item.GraphJson }, { "extra_data", Item.ExtraJson } });
        return fields;
    }
}
