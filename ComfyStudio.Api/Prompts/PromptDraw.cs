namespace ComfyStudio.Api.Prompts;

/// <summary>Draws what a prompt leaves open (see <see cref="PromptPieces"/>), one piece after the other.</summary>
internal sealed class PromptDraw(Func<string, IReadOnlyList<string>?> findList, Drawing drawing)
{
    private readonly PromptPieces _pieces = new(findList);

    /// <summary>Lists that were named and are not there; their names stay in the text.</summary>
    public IReadOnlyCollection<string> Unknown => _pieces.Unknown;

    public DrawnText Draw(string text) => new(Resolve(text), Unknown);

    public string Resolve(string text) => Resolve(text, depth: 0);

    private string Resolve(string text, int depth) => string.Concat(_pieces.Read(text, depth).Select(piece =>
        piece.Options is { } options ? Resolve(options[drawing.Next(options.Count)], piece.Depth) : piece.Text));
}

/// <param name="Unknown">Lists that were named and are not there.</param>
internal sealed record DrawnText(string Text, IReadOnlyCollection<string> Unknown);
