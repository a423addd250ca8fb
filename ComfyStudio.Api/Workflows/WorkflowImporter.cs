using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Workflows.Proposals;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows;

/// <summary>Makes of a file what a template needs, against what the engines have.</summary>
internal sealed class WorkflowImporter(FleetReader fleetReader, EngineNodes nodes)
{
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
            ReadOutcome.Ready ready => Finish(source, ready.Graph, catalog, fleet, notes),
            var unknown => throw new InvalidOperationException($"Nothing known about {unknown}."),
        };
    }

    private static ImportOutcome Finish(WorkflowSource.Found source, ApiGraph read, NodeCatalog? known, Fleet fleet, List<WorkflowNote> notes)
    {
        var catalog = known ?? NodeCatalog.Empty;
        var graph = SavingOutputs.Ensure(read, catalog, notes);
        SavingOutputs.Prune(graph, catalog, notes);
        notes.AddRange(graph.FillDefaults(catalog).Select(filled => FillNote(graph, filled)));
        if (catalog.Nodes.Count > 0 && BrokenParts.Drop(graph, catalog, notes) is { } refusal)
            return refusal;
        if (!graph.SaveNodes.Any())
            return ImportOutcome.Refuse("It saves nothing: none of its nodes writes a picture. Add a node such as Save Image behind the last step, then export it again.");
        return new ImportOutcome.Imported(View(source, graph, catalog, fleet, notes));
    }

    private static WorkflowImport View(WorkflowSource.Found source, ApiGraph graph, NodeCatalog catalog, Fleet fleet, List<WorkflowNote> notes)
    {
        var hints = WorkflowHints.Read(source.Editor);
        var slots = SlotProposal.For(graph, catalog);
        return new WorkflowImport
        {
            Format = source.Kind,
            Graph = graph.ToJsonElement(),
            Slots = slots,
            Groups = SlotProposal.GroupsOf(slots),
            Requires = Needs.Of(graph, hints),
            Notes = notes,
            MissingNodes = Needs.MissingNodes(graph, catalog, hints),
            MissingModels = Needs.MissingModels(graph, slots, fleet, hints),
        };
    }

    private static ReadOutcome ReadGraph(WorkflowSource.Found source, NodeCatalog catalog, List<WorkflowNote> notes)
    {
        if (!source.IsEditor)
            return ReadApi(source.Json, notes);
        var conversion = EditorWorkflow.Convert(source.Json, catalog);
        notes.AddRange(conversion.Notes.Select(WorkflowNote.Of));
        return conversion.Graph is { } graph
            ? new ReadOutcome.Ready(graph)
            : new ReadOutcome.Refused(ImportOutcome.Refuse(conversion.Problems.Select(WorkflowNote.Of), "This workflow cannot be converted as it is. See errors for each node."));
    }

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
        internal sealed record Ready(ApiGraph Graph) : ReadOutcome;

        internal sealed record Refused(ImportOutcome.Refused Reason) : ReadOutcome;
    }
}
