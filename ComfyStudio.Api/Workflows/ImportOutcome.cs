namespace ComfyStudio.Api.Workflows;

/// <summary>What became of a file that somebody brought.</summary>
internal abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    internal sealed record Imported(WorkflowImport Import) : ImportOutcome;

    /// <param name="Errors">Sentences by node, <c>nodes.12:5</c>, or under <c>workflow</c>.</param>
    internal sealed record Refused(string Detail, IReadOnlyDictionary<string, string[]> Errors) : ImportOutcome;

    /// <summary>The names of widgets stand in an engine's catalogue only, and none has told its own yet.</summary>
    internal sealed record NoCatalog : ImportOutcome;

    public static Refused Refuse(IEnumerable<WorkflowNote> faults, string detail) => new(
        detail,
        faults.GroupBy(fault => fault.NodeId is { } id ? $"nodes.{id}" : "workflow", StringComparer.Ordinal)
            .ToDictionary(node => node.Key, node => node.Select(Sentence).ToArray(), StringComparer.Ordinal));

    public static Refused Refuse(string reason) => Refuse([new WorkflowNote(null, null, null, reason)], reason);

    private static string Sentence(WorkflowNote fault) => fault switch
    {
        { Type: null } => fault.Message,
        { Title: { Length: > 0 } title } when title != fault.Type => $"'{title}' ({fault.Type}): {fault.Message}",
        _ => $"{fault.Type}: {fault.Message}",
    };
}
