namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Collects what a conversion has to say.</summary>
internal sealed class ConversionLog
{
    private readonly List<ConversionNote> _problems = [];
    private readonly List<ConversionNote> _notes = [];

    private readonly OrderedDictionary<string, (string? Title, List<(string NodeId, string Input)> Places)> _shared = new(StringComparer.Ordinal);

    public IReadOnlyList<SharedValue> Shared => [.. _shared.Values.Select(value => new SharedValue(value.Title, value.Places))];

    public bool HasProblems => _problems.Count > 0;

    public IReadOnlyList<ConversionNote> Notes => _notes;

    public void Problem(string reason) => _problems.Add(new ConversionNote(null, null, null, reason));

    public void Problem(string nodeId, EditorNode node, string reason) => _problems.Add(new ConversionNote(nodeId, node.Type, node.Title, reason));

    public void Missing(string nodeId, EditorNode node) =>
        _problems.Add(new ConversionNote(nodeId, node.Type, node.Title, "The engine does not have this node, so nobody knows which of its values belongs to which input.") { IsMissingNode = true });

    public void Share(Origin.Value value, string nodeId, string input)
    {
        if (!_shared.TryGetValue(value.From, out var shared))
            _shared.Add(value.From, shared = (value.Title, []));
        shared.Places.Add((nodeId, input));
    }

    public void Note(string nodeId, EditorNode node, string reason) => _notes.Add(new ConversionNote(nodeId, node.Type, node.Title, reason));

    public void SwitchedOff(string nodeId, EditorNode node) => _notes.Add(
        new ConversionNote(nodeId, node.Type, node.Title, node.Mode is NodeMode.Muted ? "Left out: it is muted." : "Left out: it is bypassed.") { IsSwitchedOff = true });

    public Conversion Refuse() => new(null, _problems, _notes);
}
