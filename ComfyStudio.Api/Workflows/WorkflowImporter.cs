using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Workflows.Proposals;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows;

/// <summary>Makes of a file what a template needs, against what the engines have.</summary>
internal sealed class WorkflowImporter(FleetReader fleetReader, EngineNodes nodes)
{
    private const string SavesNothing = "It saves nothing: none of its nodes writes a picture. Add a node such as Save Image behind the last step, then export it again.";

    private const string SavesNothingNow =
        "It saves nothing as it is: parts of it are switched off, muted or bypassed, and none of the others writes a picture. Switch on the part that is to run in ComfyUI, then export it again.";

    private const string LacksWhatIsOff =
        "This workflow cannot run as it is: parts of it are switched off, muted or bypassed, and what is left needs something of them. See errors for each node.";

    public async Task<ImportOutcome> ImportAsync(byte[] file, CancellationToken cancellationToken)
    {
        var source = WorkflowReader.Read(file);
        if (source is WorkflowSource.Unusable unusable)
            return ImportOutcome.Refuse(unusable.Reason);
        var fleet = await fleetReader.ReadAsync(cancellationToken);
        var catalog = await nodes.AnyAsync(fleet, cancellationToken);
        return Import((WorkflowSource.Found)source, catalog, fleet);
    }

    /// <param name="catalog">Null while no engine has told.</param>
    internal static ImportOutcome Import(WorkflowSource.Found source, NodeCatalog? catalog, Fleet fleet)
    {
        if (source.IsEditor && catalog is null)
            return new ImportOutcome.NoCatalog();
        var notes = new List<WorkflowNote>();
        return ReadGraph(source, catalog ?? NodeCatalog.Empty, notes) switch
        {
            ReadOutcome.Refused refused => refused.Reason,
            ReadOutcome.Ready ready => Finish(source, ready, catalog, fleet, notes),
            var unknown => throw new InvalidOperationException($"Nothing known about {unknown}."),
        };
    }

    private static ImportOutcome Finish(WorkflowSource.Found source, ReadOutcome.Ready read, NodeCatalog? known, Fleet fleet, List<WorkflowNote> notes)
    {
        var catalog = known ?? NodeCatalog.Empty;
        var graph = SavingOutputs.Ensure(read.Graph, catalog, notes);
        SavingOutputs.Prune(graph, catalog, notes);
        notes.AddRange(graph.FillDefaults(catalog).Select(filled => FillNote(graph, filled)));
        if (catalog.Nodes.Count > 0 && BrokenParts.Drop(graph, catalog, notes) is { } refusal)
            return read.IsPartlyOff ? refusal with { Detail = LacksWhatIsOff } : refusal;
        if (!graph.SaveNodes.Any())
            return ImportOutcome.Refuse(read.IsPartlyOff ? SavesNothingNow : WhyNothing(graph, known, WorkflowHints.Read(source.Editor)));
        return new ImportOutcome.Imported(View(source, graph, read.Shared, catalog, fleet, notes));
    }

    private static string WhyNothing(ApiGraph graph, NodeCatalog? catalog, WorkflowHints hints) =>
        catalog?.MissingFor(graph) is { Count: > 0 } missing
            ? $"None of its nodes that an engine has writes a picture. No engine has {string.Join(", ", missing.Select(hints.Describe))}. Install what is missing on an engine and import again, or add a node such as Save Image."
            : SavesNothing;

    private static WorkflowImport View(
        WorkflowSource.Found source, ApiGraph whole, IReadOnlyList<SharedValue> shared, NodeCatalog catalog, Fleet fleet, List<WorkflowNote> notes)
    {
        var hints = WorkflowHints.Read(source.Editor);
        var graph = whole.Clone();
        var slots = SlotProposal.For(graph, catalog, shared, LoraStacks.Replace(graph));
        return new WorkflowImport
        {
            Format = source.Kind,
            Graph = graph.ToJsonElement(),
            Slots = slots,
            Groups = SlotProposal.GroupsOf(slots),
            Requires = Needs.Of(whole, hints),
            Notes = notes,
            MissingNodes = Needs.MissingNodes(graph, catalog, hints),
            MissingModels = Needs.MissingModels(whole, slots, fleet, hints),
        };
    }

    private static ReadOutcome ReadGraph(WorkflowSource.Found source, NodeCatalog catalog, List<WorkflowNote> notes)
    {
        if (!source.IsEditor)
            return ReadApi(source.Json, notes);
        var conversion = EditorWorkflow.Convert(source.Json, catalog);
        notes.AddRange(conversion.Notes.Select(WorkflowNote.Of));
        return conversion.Graph is { } graph
            ? new ReadOutcome.Ready(graph) { Shared = conversion.Shared, IsPartlyOff = conversion.Notes.Any(note => note.IsSwitchedOff) }
            : new ReadOutcome.Refused(Refuse(conversion.Problems, WorkflowHints.Read(source.Editor)));
    }

    private static ImportOutcome.Refused Refuse(IReadOnlyList<ConversionNote> problems, WorkflowHints hints)
    {
        var missing = problems.Where(problem => problem.IsMissingNode).Select(problem => problem.Type!).Distinct().Order(StringComparer.Ordinal).ToList();
        var detail = missing.Count == 0
            ? "This workflow cannot be converted as it is. See errors for each node."
            : $"No engine has {string.Join(", ", missing.Select(hints.Describe))}. Install what is missing on an engine and import again, or export the workflow in the API format.";
        return ImportOutcome.Refuse(problems.Select(problem => Explain(problem, hints)), detail);
    }

    private static WorkflowNote Explain(ConversionNote problem, WorkflowHints hints) =>
        problem.IsMissingNode && hints.FindNode(problem.Type!) is { } known
            ? WorkflowNote.Of(problem) with { Message = $"{problem.Reason} It comes with {known.Package}: {known.Url}" }
            : WorkflowNote.Of(problem);

    private static ReadOutcome ReadApi(JsonElement json, List<WorkflowNote> notes)
    {
        try
        {
            return new ReadOutcome.Ready(PlainGraph.Read(json, notes));
        }
        catch (ApiGraphException exception)
        {
            return new ReadOutcome.Refused(ImportOutcome.Refuse([new WorkflowNote(exception.NodeId, null, null, exception.Message)], exception.Message));
        }
    }

    private static WorkflowNote FillNote(ApiGraph graph, FilledInput filled) => WorkflowNote.On(
        graph.Node(filled.NodeId), $"The engine's version of this node asks for '{filled.Input}' as well. It got the default, {filled.Value.ToJsonString()}.");

    private abstract record ReadOutcome
    {
        internal sealed record Ready(ApiGraph Graph) : ReadOutcome
        {
            public IReadOnlyList<SharedValue> Shared { get; init; } = [];

            public bool IsPartlyOff { get; init; }
        }

        internal sealed record Refused(ImportOutcome.Refused Reason) : ReadOutcome;
    }
}
