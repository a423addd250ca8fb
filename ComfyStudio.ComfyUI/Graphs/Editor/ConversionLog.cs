namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Collects what a conversion has to say.</summary>
internal sealed class ConversionLog
{
    private readonly List<ConversionNote> _problems = [];
    private readonly List<ConversionNote> _notes = [];

    public bool HasProblems => _problems.Count > 0;

    public IReadOnlyList<ConversionNote> Notes => _notes;

    public void Problem(string reason) => _problems.Add(new ConversionNote(null, null, null, reason));

    public void Problem(string nodeId, EditorNode node, string reason) => _problems.Add(new ConversionNote(nodeId, node.Type, node.Title, reason));

    public void Note(string nodeId, EditorNode node, string reason) => _notes.Add(new ConversionNote(nodeId, node.Type, node.Title, reason));

    public Conversion Refuse() => new(null, _problems, _notes);
}
